"""Quotes, at /facturation/devis/: prepared, sent, signed or not."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agora.rules import door
from agora.ui import page
from agora.ui.paging import paginate
from billing.actions import quotes as actions
from billing.actions.contracts import sign_contract
from billing.answers import can, form_page, paper_sent, tried
from billing.clock import today
from billing.forms.fields import said_at
from billing.forms.offers import (
    DescribeQuoteForm,
    NewQuoteForm,
    QuoteLineForm,
    SignedForm,
)
from billing.models import Quote, QuoteState
from billing.offers import cost_of
from billing.queries import offers as queries
from billing.queries.accounts import account_or_404, links_of, provider
from billing.rules import reads_billing, runs_billing
from tenants.models import City


@door(reads_billing)
def quotes(request: HttpRequest) -> HttpResponse:
    """Quotes, newest first; `?etat=` and `?q=` filter."""
    state, words = request.GET.get("etat", ""), request.GET.get("q", "").strip()[:80]
    return page(
        request,
        "billing/quotes.html",
        rows=paginate(queries.quotes(state=state, words=words), request, per_page=30),
        states=QuoteState.choices,
        state=state,
        words=words,
    )


@door(runs_billing)
def new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Begin a quote for a payer, from the grid."""
    account = account_or_404(uid)
    form = NewQuoteForm(
        request.POST or None, initial={"title": _("Plateforme de participation citoyenne")}
    )
    if form.is_valid():
        made = actions.draft_quote(actor=request.user, account=account, **form.fields_said())
        return redirect("billing:quote", made.uid)
    return form_page(
        request,
        form,
        title=_("Préparer un devis"),
        lead=_("Pour %(name)s.") % {"name": account.name},
        submit=_("Préparer le devis"),
        back=reverse("billing:account", args=[uid]),
        crumbs=[
            (_("Comptes"), reverse("billing:accounts")),
            (account.name, reverse("billing:account", args=[uid])),
        ],
    )


@door(reads_billing)
def quote(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One quote: its lines, what it costs over every renewal, and the next step."""
    found = queries.quote_or_404(uid)
    us = provider()
    cost = cost_of(found)
    return page(
        request,
        "billing/quote.html",
        quote=found,
        lines=list(found.lines.select_related("city")),
        cost=cost,
        late=found.state == QuoteState.SENT
        and found.valid_until is not None
        and found.valid_until < today(),
        threshold=us.dispense_threshold_cents if us else None,
        under=us is not None and cost.whole_cents < us.dispense_threshold_cents,
        successor=getattr(found, "replaced_by", None),
        contract=getattr(found, "contract", None),
        order=getattr(found, "service_order", None),
        us=us,
        can=can(request.user, write=actions.describe_quote, sign=sign_contract),
    )


@door(runs_billing)
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Correct what a draft says of itself."""
    found = queries.quote_or_404(uid)
    form = DescribeQuoteForm(request.POST or None, quote=found)
    if form.is_valid():
        with said_at(form):
            actions.describe_quote(actor=request.user, quote=found, fields=form.fields_said())
            return redirect("billing:quote", uid)
    return _quote_form(request, found, form, _("Corriger le devis"), _("Enregistrer"))


@door(runs_billing)
def line(request: HttpRequest, uid: UUID, pk: int | None = None) -> HttpResponse:
    """Write a line of a draft: a new one, or another price for one that is there."""
    found = queries.quote_or_404(uid)
    known = queries.line_or_404(found, pk) if pk is not None else None
    cities = City.objects.filter(pk__in=links_of(found.account).values("city"))
    form = QuoteLineForm(request.POST or None, cities=cities, line=known)
    if form.is_valid():
        with said_at(form):
            actions.write_line(
                actor=request.user, quote=found, line=known, fields=form.cleaned_data
            )
            return redirect("billing:quote", uid)
    title = _("Corriger la ligne") if known else _("Ajouter une ligne")
    return _quote_form(request, found, form, title, _("Écrire cette ligne"))


@door(runs_billing)
def drop_line(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Take a line off a draft."""
    found = queries.quote_or_404(uid)
    written = queries.line_or_404(found, pk)
    tried(
        request,
        _("La ligne est retirée."),
        lambda: actions.drop_line(actor=request.user, quote=found, line=written),
    )
    return redirect("billing:quote", uid)


@door(runs_billing)
def accept(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep the signed scan."""
    found = queries.quote_or_404(uid)
    form = SignedForm(request.POST, request.FILES) if request.method == "POST" else SignedForm()
    if form.is_valid():
        with said_at(form):
            actions.accept_quote(actor=request.user, quote=found, scan=form.cleaned_data["scan"])
            return redirect("billing:quote", uid)
    return _quote_form(request, found, form, _("Déposer le devis signé"), _("Enregistrer l’accord"))


VERBS = {
    "envoyer": (
        actions.send_quote,
        gettext_lazy("Le devis est numéroté et figé\u00a0: transmettez le PDF."),
    ),
    "refus": (actions.refuse_quote, gettext_lazy("Le refus est noté.")),
    "version": (actions.replace_quote, gettext_lazy("Voici la nouvelle version, à relire.")),
    "jeter": (actions.throw_quote, gettext_lazy("Le brouillon est jeté.")),
}


@door(runs_billing)
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Send, refuse, replace or throw: one button each."""
    if verb not in VERBS:
        raise Http404
    found = queries.quote_or_404(uid)
    step, done = VERBS[verb]
    result = tried(request, done, lambda: step(actor=request.user, quote=found))
    if result is not None and verb == "jeter":
        return redirect("billing:account", found.account.uid)
    return redirect("billing:quote", result.uid if result is not None else uid)


@door(reads_billing)
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A kept file: a quote as sent, its signed scan, an order."""
    return paper_sent(queries.paper_or_404(uid))


def _quote_form(
    request: HttpRequest, quote: Quote, form: Any, title: str, submit: str
) -> HttpResponse:
    where = reverse("billing:quote", args=[quote.uid])
    return form_page(
        request,
        form,
        title=title,
        submit=submit,
        back=where,
        crumbs=[(_("Devis et contrats"), reverse("billing:quotes")), (str(quote), where)],
    )
