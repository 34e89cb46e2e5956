"""Contracts, at /facturation/contrats/."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agora.rules import door
from agora.ui import page
from agora.ui.french import day as day_words
from agora.ui.paging import paginate
from billing import contract_pages
from billing.actions import contracts as actions
from billing.answers import can, form_page
from billing.clock import today
from billing.forms.fields import said_at
from billing.forms.offers import ContractForm, NoticeForm, TerminateForm
from billing.models import Contract, ContractState
from billing.queries import contracts as queries
from billing.queries.offers import quote_or_404
from billing.rules import reads_billing, runs_billing


@door(reads_billing)
def contracts(request: HttpRequest) -> HttpResponse:
    """Contracts, the next to end first."""
    state, words = request.GET.get("etat", ""), request.GET.get("q", "").strip()[:80]
    return page(
        request,
        "billing/contracts.html",
        rows=paginate(queries.contracts(state=state, words=words), request, per_page=30),
        states=[one for one in ContractState.choices if one[0] != ContractState.DRAFT],
        state=state,
        words=words,
    )


@door(runs_billing)
def new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make the contract of an accepted quote."""
    quote = quote_or_404(uid)
    form = ContractForm(request.POST or None, quote=quote, today=today())
    if form.is_valid():
        said = dict(form.cleaned_data)
        with said_at(form):
            made = actions.sign_contract(
                actor=request.user, quote=quote, starts_on=said.pop("starts_on"), fields=said
            )
            messages.success(request, _("Le contrat est ouvert et ses échéances sont prévues."))
            return redirect("billing:contract", made.uid)
    return form_page(
        request,
        form,
        title=_("Ouvrir le contrat"),
        lead=_("D’après le devis %(number)s, %(title)s.")
        % {"number": quote.number or "", "title": quote.title},
        submit=_("Ouvrir ce contrat"),
        back=reverse("billing:quote", args=[uid]),
        crumbs=[
            (_("Devis et contrats"), reverse("billing:quotes")),
            (str(quote), reverse("billing:quote", args=[uid])),
        ],
    )


@door(reads_billing)
def contract(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One contract: its thread, its lines, what is due and what will be."""
    found = queries.contract_or_404(uid)
    lines = list(found.lines.select_related("city"))
    items = list(queries.due_of(found))
    return page(
        request,
        "billing/contract.html",
        contract=found,
        steps=contract_pages.thread(found, today()),
        lines=lines,
        items=items,
        coming=contract_pages.coming(found, lines, items),
        orders=list(queries.orders_of(found.account).filter(contract=found)),
        running=found.state in (ContractState.ACTIVE, ContractState.NOTICE_GIVEN),
        notice_until=contract_pages.notice_until(found),
        in_time=contract_pages.notice_until(found) >= today(),
        can=can(request.user, end=actions.give_notice),
    )


@door(runs_billing)
def notice(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Note that a contract stops at the end of its term."""
    found = queries.contract_or_404(uid)
    form = NoticeForm(request.POST or None, initial={"on": today()})
    if form.is_valid():
        with said_at(form):
            actions.give_notice(actor=request.user, contract=found, **form.cleaned_data)
            messages.success(request, _("La dénonciation est notée."))
            return redirect("billing:contract", uid)
    until = day_words(contract_pages.notice_until(found), "long")
    return _contract_form(
        request,
        found,
        form,
        title=_("Dénoncer le contrat"),
        lead=_("À noter au plus tard le %(day)s. La ville garde son site\u00a0: rien n’est coupé.")
        % {"day": until},
        submit=_("Noter la dénonciation"),
    )


@door(runs_billing)
def terminate(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Stop a contract before its term."""
    found = queries.contract_or_404(uid)
    form = TerminateForm(request.POST or None, initial={"on": today()})
    if form.is_valid():
        with said_at(form):
            actions.terminate_contract(actor=request.user, contract=found, **form.cleaned_data)
            messages.success(request, _("Le contrat est résilié, ses échéances sont recalculées."))
            return redirect("billing:contract", uid)
    return _contract_form(
        request,
        found,
        form,
        title=_("Résilier le contrat"),
        lead=_(
            "Ce qui n’est pas facturé est coupé à ce jour\u00a0; le reste se corrige par avoir."
        ),
        submit=_("Résilier ce contrat"),
        danger=True,
    )


def _contract_form(request: HttpRequest, found: Contract, form: Any, **words: Any) -> HttpResponse:
    where = reverse("billing:contract", args=[found.uid])
    return form_page(
        request,
        form,
        back=where,
        crumbs=[(_("Contrats"), reverse("billing:contracts")), (found.title, where)],
        **words,
    )
