"""« Encaissements »: typing one, reading the bank's file, giving each to the invoices it pays."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agora.rules import door
from agora.ui import page
from agora.ui.paging import paginate
from billing import bank
from billing.actions import receipts as actions
from billing.forms.fields import said_at
from billing.forms.receipts import (
    AllocationForm,
    ConfirmForm,
    ReceiptFilter,
    ReceiptForm,
    SetAsideForm,
    StatementForm,
)
from billing.matching import Money, Owed, Proposal, proposals
from billing.queries import books, receipts
from billing.rules import reads_billing, runs_billing

OFFERED = 20
"""Other open invoices shown below the proposals; the rest is found by number or payer."""


@door(reads_billing)
def listed(request: HttpRequest) -> HttpResponse:
    """Receipts, newest first, those to allocate by default."""
    form = ReceiptFilter({"etat": receipts.TO_GIVE} | request.GET.dict())
    said = form.cleaned_data if form.is_valid() else {"etat": "", "q": ""}
    found = receipts.filtered(state=said["etat"], words=said["q"].strip())
    return page(
        request,
        "billing/receipts/list.html",
        rows=paginate(found, request),
        filter_form=form,
        state=said["etat"],
        words=said["q"],
        any=receipts.receipts().exists(),
        may_act=runs_billing(actor=request.user),
    )


@door(runs_billing)
def typed(request: HttpRequest) -> HttpResponse:
    """Type one transfer."""
    form = ReceiptForm(request.POST or None)
    if form.is_valid():
        with said_at(form):
            receipt = actions.type_receipt(actor=request.user, **form.cleaned_data)
            return redirect("billing:receipt", uid=receipt.uid)
    return page(request, "billing/receipts/type.html", status=_status(form), form=form)


@door(runs_billing)
def from_file(request: HttpRequest) -> HttpResponse:
    """Read the bank's file: show what was understood line by line, keep it once confirmed."""
    confirm = ConfirmForm(request.POST) if "content" in request.POST else None
    if confirm is not None and confirm.is_valid():
        statement = confirm.cleaned_data["content"]
        new = actions.load_receipts(actor=request.user, lines=_fresh(statement)[0])
        messages.success(
            request,
            ngettext("%(n)d encaissement enregistré.", "%(n)d encaissements enregistrés.", new)
            % {"n": new},
        )
        return redirect("billing:receipts")
    sent = request.method == "POST" and confirm is None
    form = StatementForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        return _preview(request, form.cleaned_data["file"])
    shown = confirm or form
    return page(
        request, "billing/receipts/file.html", status=_status(shown), form=form, wrong=confirm
    )


def _preview(request: HttpRequest, content: bytes) -> HttpResponse:
    statement = bank.read(content)
    fresh, known, twins = _fresh(statement)
    return page(
        request,
        "billing/receipts/preview.html",
        statement=statement,
        fresh=fresh,
        known=known,
        twins=twins,
        content=ConfirmForm.packed(content),
    )


def _fresh(
    statement: bank.Statement,
) -> tuple[list[bank.Received], list[bank.Received], list[bank.Received]]:
    """Lines to keep, lines known already, lines that repeat another of the file."""
    known = receipts.known(one.on for one in statement.received)
    double = bank.twins(statement.received)
    twins = [one for one in statement.received if one.line in double]
    first = [one for one in statement.received if one.line not in double]
    return (
        [one for one in first if one.key not in known],
        [one for one in first if one.key in known],
        twins,
    )


@door(reads_billing)
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One receipt: its parts, what is proposed for the rest."""
    receipt = receipts.receipt_or_404(uid)
    may_act = runs_billing(actor=request.user)
    form = None
    if may_act and receipt.left and not receipt.set_aside:
        form, why = _allocation(request, receipt)
        if request.method == "POST" and form.is_valid():
            with said_at(form):
                actions.allocate(actor=request.user, receipt=receipt, parts=form.parts())
                messages.success(request, _("C’est affecté."))
                return redirect("billing:receipt", uid=uid)
        form.why = why  # type: ignore[attr-defined]
    return page(
        request,
        "billing/receipts/detail.html",
        status=_status(form),
        receipt=receipt,
        parts=list(receipts.allocations_of(receipt)),
        form=form,
        words=request.GET.get("q", ""),
        may_act=may_act,
    )


def _allocation(request: HttpRequest, receipt: Any) -> tuple[AllocationForm, Any]:
    """The form: what is proposed first, then invoices that the words name."""
    entries = books.open_entries()
    owed = [
        Owed(one.invoice.pk, one.invoice.number or "", one.invoice.account.name, one.balance.due)
        for one in entries
    ]
    found = proposals(Money(receipt.left, receipt.wording, receipt.payer), owed)
    chosen = _chosen(entries, found, bank.folded(request.GET.get("q", "")))
    form = AllocationForm(
        request.POST or None,
        entries=chosen,
        proposed={part.key: part.cents for part in found},
    )
    return form, found[0].why.label if found else ""


def _chosen(entries: list[books.Entry], found: list[Proposal], words: str) -> list[books.Entry]:
    keys = {part.key: rank for rank, part in enumerate(found)}
    proposed = sorted(
        (one for one in entries if one.invoice.pk in keys), key=lambda one: keys[one.invoice.pk]
    )
    others = [
        one
        for one in entries
        if one.invoice.pk not in keys
        and words in bank.folded(f"{one.invoice.number} {one.invoice.account.name}")
    ]
    return proposed + others[:OFFERED]


@door(runs_billing)
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a part back from its invoice."""
    allocation = receipts.allocation_or_404(uid)
    if request.method == "POST":
        actions.undo_allocation(actor=request.user, allocation=allocation)
        messages.success(
            request, _("L’affectation est annulée\u00a0: les deux faits restent lisibles.")
        )
    return redirect("billing:receipt", uid=allocation.receipt.uid)


@door(runs_billing)
def set_aside(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put away a receipt that is not ours."""
    receipt = receipts.receipt_or_404(uid)
    form = SetAsideForm(request.POST or None)
    if form.is_valid():
        with said_at(form):
            actions.set_aside(actor=request.user, receipt=receipt, **form.cleaned_data)
            messages.success(request, _("Encaissement écarté."))
            return redirect("billing:receipts")
    return page(
        request, "billing/receipts/aside.html", status=_status(form), form=form, receipt=receipt
    )


@door(runs_billing)
def take_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Consider a receipt again."""
    receipt = receipts.receipt_or_404(uid)
    if request.method == "POST":
        actions.take_back(actor=request.user, receipt=receipt)
    return redirect("billing:receipt", uid=uid)


def _status(form: Any) -> int:
    return 422 if form is not None and form.is_bound and not form.is_valid() else 200
