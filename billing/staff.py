"""A city's side of billing, under /gestion/facturation/. Which city: the host's, never a name.

Where the payer does not show its documents, or nobody pays yet, every page says so instead.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from agora.action import may
from agora.exports.registries import DATE, DECIMAL, Column
from agora.exports.writers import write_csv
from agora.rules import door
from agora.ui import page
from agora.ui.paging import paginate
from billing import money, outlook
from billing.actions.own import ask_service, give_order, give_reference
from billing.answers import status
from billing.bills import Bill
from billing.clock import today
from billing.delivery import Turn
from billing.forms.own import OrderForm, ReferenceForm, ServiceForm
from billing.models import ArtifactKind, OwnAccount
from billing.queries import own
from billing.refusals import NotPossible
from billing.rules import city_acts, city_reads

LATEST = 5
_TYPES = {ArtifactKind.PDF.value: "application/pdf", ArtifactKind.XML.value: "application/xml"}
_COLUMNS = (
    Column("number", gettext_lazy("Numéro")),
    Column("kind", gettext_lazy("Nature")),
    Column("issued_on", gettext_lazy("Date"), DATE),
    Column("ht", gettext_lazy("Montant HT"), DECIMAL),
    Column("vat", gettext_lazy("TVA"), DECIMAL),
    Column("ttc", gettext_lazy("Montant TTC"), DECIMAL),
    Column("delivery", gettext_lazy("Livraison")),
    Column("chorus", gettext_lazy("Numéro Chorus Pro")),
    Column("turn", gettext_lazy("À qui d’agir")),
    Column("payment", gettext_lazy("Paiement")),
    Column("due", gettext_lazy("Reste à payer"), DECIMAL),
    Column("due_on", gettext_lazy("À payer avant le"), DATE),
    Column("engagement", gettext_lazy("Engagement")),
    Column("service_code", gettext_lazy("Code service")),
)


@door(city_reads)
def to_do(request: HttpRequest) -> HttpResponse:
    """What the city has to give, the invoices its services hold, and the latest others."""
    bills = own.bills(own.invoices(kind="factures"), on=today())
    turns = [bill for bill in bills if bill.turn == Turn.CITY]
    return _shown(
        request,
        "todo",
        items=own.to_do(),
        turns=turns,
        latest=[bill for bill in bills if bill.turn != Turn.CITY][:LATEST],
        can_act=may(give_reference, actor=request.user),
    )


@door(city_acts)
def give(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The references of one due item."""
    item, payer = own.due_item_or_404(uid), _payer()
    form = ReferenceForm(request.POST or None, item=item, account=payer)
    if form.is_valid():
        try:
            item = give_reference(actor=request.user, item=item, **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, _("Merci. Les références sont enregistrées."))
            return redirect("billing_staff:todo")
    return _shown(request, "give", status=status(form), form=form, item=item)


@door(city_acts)
def give_scan(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The purchase order of one due item."""
    item = own.due_item_or_404(uid)
    sent = request.method == "POST"
    form = OrderForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        try:
            give_order(actor=request.user, item=item, scan=form.cleaned_data["scan"])
        except NotPossible as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, _("Merci. Le bon de commande est enregistré."))
            return redirect("billing_staff:todo")
    return _shown(request, "order", status=status(form), form=form, item=item)


@door(city_reads)
def invoices(request: HttpRequest) -> HttpResponse:
    """The invoices and credit notes, newest first."""
    kind = request.GET.get("nature", "")
    rows = paginate(own.invoices(kind=kind), request)
    listed = own.bills(list(rows), on=today())
    return _shown(request, "invoices", rows=rows, bills=listed, kind=kind)


@door(city_reads)
@require_safe
def invoices_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same list for a spreadsheet, as French accounting writes it."""
    kind = request.GET.get("nature", "")
    rows = [_row(bill) for bill in own.bills(own.invoices(kind=kind), on=today())]
    answer = StreamingHttpResponse(
        write_csv(_COLUMNS, rows, bom=True), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = content_disposition_header(True, "factures.csv")
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@door(city_reads)
def invoice(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One document: its way to the payer, its payment and why, whom to call."""
    return _shown(request, "invoice", bill=own.bill_or_404(uid, on=today()))


@door(city_reads)
@require_safe
def artifact(request: HttpRequest, uid: uuid.UUID, kind: str) -> HttpResponse:
    """The bytes of a document, as issued."""
    found = own.artifact_or_404(uid, kind)
    return _file(found.content, found.name, _TYPES[found.kind])


@door(city_reads)
@require_safe
def paper(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A quote or a purchase order, as kept."""
    found = own.paper_or_404(uid)
    return _file(found.content, found.name, found.content_type)


@door(city_reads)
def schedule(request: HttpRequest) -> HttpResponse:
    """What falls due, year by year, and what next year will cost."""
    return _shown(
        request,
        "schedule",
        years=own.schedule(),
        next_year=own.next_year(),
        can_act=may(give_reference, actor=request.user),
    )


@door(city_reads)
def contract(request: HttpRequest) -> HttpResponse:
    """What was signed: lines, renewals, the day to give notice by."""
    found = [(one, outlook.terms(one)) for one in own.contracts()]
    return _shown(request, "contract", contracts=found, quotes=own.quotes())


@door(city_reads)
def bank(request: HttpRequest) -> HttpResponse:
    """Where to pay: the confirmed account alone."""
    return _shown(request, "bank")


@door(city_reads)
def services(request: HttpRequest) -> HttpResponse:
    """Advice and training: asked for, ordered, given, left."""
    orders = [(order, _days_left(order)) for order in own.orders()]
    return _shown(request, "services", orders=orders, can_act=may(ask_service, actor=request.user))


@door(city_acts)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for advice or training."""
    form = ServiceForm(request.POST or None)
    payer = own.account()
    if payer and payer.shows_documents and form.is_valid():
        ask_service(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Votre demande est partie. Nous y répondrons par un devis."))
        return redirect("billing_staff:services")
    return _shown(request, "ask", status=status(form), form=form)


def _shown(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    payer = own.account()
    if payer is None or not payer.shows_documents:
        name, status = "covered" if payer else "nobody", 200
    facts = {"payer": payer, "provider": own.provider(), **context}
    return page(request, f"billing/city/{name}.html", status=status, **facts)


def _payer() -> OwnAccount:
    found = own.account()
    assert found is not None, "a due item of this city was just read: it has a payer"
    return found


def _file(content: Any, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(bytes(content), content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _days_left(order: Any) -> Any:
    return max(order.days_ordered - (order.days_given or 0), 0)


def _row(bill: Bill) -> dict[str, Any]:
    """One line of the CSV; amounts keep their comma, so they are words already."""
    one = bill.invoice
    return {
        "number": one.number,
        "kind": one.get_kind_display(),
        "issued_on": one.issued_on,
        "ht": money.comma(one.ht_cents),
        "vat": money.comma(one.vat_cents),
        "ttc": money.comma(one.ttc_cents),
        "delivery": bill.delivery.label,
        "chorus": bill.chorus_number,
        "turn": bill.who,
        "payment": bill.payment,
        "due": "" if one.is_credit_note else money.comma(bill.balance.due),
        "due_on": bill.delivery.due_on,
        "engagement": one.engagement,
        "service_code": one.service_code,
    }
