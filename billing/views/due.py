"""Due items, at /facturation/echeances/: what is blocked first, and by what."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agora.exports.registries import DATE, Column
from agora.exports.writers import write_csv
from agora.rules import door
from agora.ui import page
from agora.ui.paging import paginate
from billing import money
from billing.actions import plan as actions
from billing.answers import can, status, tried
from billing.forms.due import ReferenceForm
from billing.forms.fields import said_at
from billing.models import DueItem, DueState
from billing.queries import due as queries
from billing.rules import reads_billing, runs_billing

COLUMNS = (
    Column("account", gettext_lazy("Compte")),
    Column("city", gettext_lazy("Ville")),
    Column("label", gettext_lazy("Prestation")),
    Column("state", gettext_lazy("État")),
    Column("due_from", gettext_lazy("À facturer à partir du"), DATE),
    Column("period_start", gettext_lazy("Du"), DATE),
    Column("period_end", gettext_lazy("Au"), DATE),
    Column("amount", gettext_lazy("Montant HT")),
    Column("engagement", gettext_lazy("Engagement")),
    Column("service_code", gettext_lazy("Code service")),
)


@door(reads_billing)
def due(request: HttpRequest) -> HttpResponse:
    """What waits for a reference, what is ready, what is to come."""
    state, words = request.GET.get("etat", ""), request.GET.get("q", "").strip()[:80]
    rows = paginate(queries.due_items(state=state, words=words), request, per_page=40)
    sums = queries.due_sums()
    return page(
        request,
        "billing/due.html",
        rows=rows,
        items=[{"item": item, "blocked": blocked(item)} for item in rows],
        sums=[
            {"state": key, "label": DueState(key).label, "n": sums[key][0], "cents": sums[key][1]}
            for key in queries.OPEN
            if key in sums
        ],
        states=DueState.choices,
        state=state,
        words=words,
    )


@door(reads_billing)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The list as a spreadsheet."""
    found = queries.due_items(
        state=request.GET.get("etat", ""), words=request.GET.get("q", "").strip()[:80]
    )
    answer = StreamingHttpResponse(
        write_csv(COLUMNS, _rows(found.iterator(500)), bom=True),
        content_type="text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = content_disposition_header(True, "echeances.csv")
    answer["Cache-Control"] = "no-store"
    return answer


@door(reads_billing)
def due_item(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One amount, and the reference its invoice must carry, entered for the city."""
    found = queries.due_or_404(uid)
    allowed = can(request.user, write=actions.give_reference)
    form = ReferenceForm(request.POST or None, request.FILES or None, item=found)
    if allowed["write"] and form.is_valid():
        with said_at(form):
            actions.give_reference(actor=request.user, item=found, **form.cleaned_data)
            messages.success(request, _("La référence est enregistrée."))
            return redirect("billing:due")
    return page(
        request,
        "billing/due_item.html",
        status=status(form),
        form=form,
        item=found,
        open=found.state in queries.OPEN,
        blocked=blocked(found),
        can=allowed,
    )


VERBS = {
    "annuler": (actions.cancel_due, gettext_lazy("L’échéance est annulée.")),
    "retablir": (actions.restore_due, gettext_lazy("L’échéance est de nouveau prévue.")),
}


@door(runs_billing)
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Give an amount up, or take that back."""
    if verb not in VERBS:
        raise Http404
    found = queries.due_or_404(uid)
    step, done = VERBS[verb]
    tried(request, done, lambda: step(actor=request.user, item=found))
    return redirect(reverse("billing:due_item", args=[uid]))


def blocked(item: DueItem) -> str:
    """What stops an amount from being invoiced, and whom to ask; empty if nothing does."""
    if item.state not in (DueState.AWAITING_REF, DueState.PLANNED):
        return ""
    asked = queries.asked_of(item)
    if asked["missing"] == "service":
        return _("Chorus rejetterait\u00a0: demander le code service à %(who)s.") % asked
    if asked["missing"]:
        return _("Chorus rejetterait\u00a0: demander l’engagement à %(who)s.") % asked
    return ""


def _rows(items: Iterable[DueItem]) -> Iterable[dict[str, Any]]:
    for item in items:
        yield {
            "account": item.account.name,
            "city": item.city.name if item.city else "",
            "label": item.label,
            "state": item.get_state_display(),
            "due_from": item.due_from,
            "period_start": item.period_start,
            "period_end": item.period_end,
            "amount": money.comma(item.cents),
            "engagement": item.engagement,
            "service_code": item.service_code,
        }
