"""« À déposer »: what waits for us on its way to the payer, and what Chorus Pro says of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agora.rules import door
from agora.ui import page
from billing.actions.deliveries import note_delivery
from billing.clock import today
from billing.forms.deliveries import StatusForm
from billing.forms.fields import said_at
from billing.models import Chorus
from billing.queries import books
from billing.rules import reads_billing, runs_billing


@door(reads_billing)
def to_deposit(request: HttpRequest) -> HttpResponse:
    """Documents whose delivery waits for us, by what is to be done."""
    found = books.to_deposit()
    by_status: dict[str, list[books.Entry]] = {}
    for one in found:
        by_status.setdefault(one.delivery.status, []).append(one)
    groups = {
        "first": by_status.get("", []),
        "again": by_status.get(Chorus.A_RECYCLER, []),
        "suspended": by_status.get(Chorus.SUSPENDUE, []),
        "rejected": by_status.get(Chorus.REJETEE, []),
    }
    may_act = runs_billing(actor=request.user)
    return page(
        request, "billing/deliveries/list.html", total=len(found), may_act=may_act, **groups
    )


@door(runs_billing)
def deposited(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Tick « déposée » on the list; what does not read is asked again on the full form."""
    one = books.document_or_404(uid)
    if request.method != "POST":
        return redirect("billing:note_status", uid=uid)
    form = StatusForm(
        {
            "code": Chorus.DEPOSEE,
            "on": f"{today()}",
            "chorus_number": request.POST.get("chorus_number", ""),
        }
    )
    if form.is_valid():
        with said_at(form):
            note_delivery(actor=request.user, invoice=one.invoice, status=form.status())
            messages.success(
                request, _("%(number)s\u00a0: dépôt noté.") % {"number": one.invoice.number}
            )
            return redirect("billing:to_deposit")
    return _status_page(request, one, form)


@door(runs_billing)
def note_status(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Note any status, with its day, its reason and the routing corrected for a new attempt."""
    one = books.document_or_404(uid)
    initial = {"code": request.GET.get("statut") or one.delivery.status or Chorus.DEPOSEE}
    form = StatusForm(request.POST or None, initial=initial)
    if form.is_valid():
        with said_at(form):
            note_delivery(actor=request.user, invoice=one.invoice, status=form.status())
            messages.success(
                request, _("%(number)s\u00a0: statut noté.") % {"number": one.invoice.number}
            )
            return redirect("billing:why", uid=uid)
    return _status_page(request, one, form)


def _status_page(request: HttpRequest, one: books.Entry, form: StatusForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "one": one, **_history(one)}
    return page(request, "billing/deliveries/status.html", status=status, **context)


def _history(one: books.Entry) -> dict[str, Any]:
    return {"statuses": list(one.invoice.deliveries.all())}


@door(reads_billing)
def why(request: HttpRequest, uid: UUID) -> HttpResponse:
    """« Pourquoi cet état ? »: the facts in order, their sources, their sum; then the statuses."""
    one = books.document_or_404(uid)
    return page(
        request,
        "billing/deliveries/why.html",
        one=one,
        b=one.balance,
        facts=list(one.invoice.facts.all()),
        may_act=runs_billing(actor=request.user),
        **_history(one),
    )
