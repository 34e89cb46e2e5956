"""Quotes: made from the grid, frozen once sent, signed, refused, replaced. Raise NotPossible."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from agora.action import action
from agora.ui import french
from billing import money, rules, series
from billing.clock import today
from billing.costing import Item, vat_rule_of
from billing.documents import buyer
from billing.einvoice import pdf
from billing.models import (
    UNIT_OF,
    BillingAccount,
    Kind,
    OrderState,
    Paper,
    PaperKind,
    PriceItem,
    Provider,
    Quote,
    QuoteLine,
    QuoteState,
    Series,
    ServiceOrder,
    Unit,
    signed_by,
)
from billing.offers import cost_of, paper, told
from billing.prices import OnQuote, offered
from billing.queries.accounts import cities_of
from billing.queries.offers import grid_on
from billing.refusals import NotPossible
from billing.scans import Scan
from billing.vat import TerritoryClosed

_LINE = ("kind", "label", "quantity", "unit_cents")


@action("quote.drafted", rule=rules.runs_billing, operator=True)
def draft_quote(
    *,
    actor: Any,
    account: BillingAccount,
    title: str,
    starts_on: date | None = None,
    max_renewals: int = 3,
    to_year_end: bool = True,
    training_days: Decimal = Decimal(0),
    advice_days: Decimal = Decimal(0),
    from_grid: bool = True,
) -> Quote:
    """Prepare a quote; the grid gives the lines of each city that the account pays for.

    A city of a size the grid has no price for gets lines at 0, to be written before sending.
    """
    quote = Quote.objects.create(
        account=account,
        title=title,
        starts_on=starts_on,
        max_renewals=max_renewals,
        to_year_end=to_year_end,
        **signed_by(actor),
    )
    if from_grid:
        days = (training_days, advice_days)
        _add_lines(quote, _from_grid(account, starts_on or today(), days))
    return _added_up(quote)


@action("quote.described", rule=rules.runs_billing, operator=True)
def describe_quote(*, actor: Any, quote: Quote, fields: Mapping[str, Any]) -> Quote:
    """Correct what a draft says of itself: title, first day, renewals, term, note."""
    found = _locked(quote, QuoteState.DRAFT)
    for name in ("title", "starts_on", "max_renewals", "to_year_end", "note"):
        if name in fields:
            setattr(found, name, fields[name])
    found.save()
    return _added_up(found)


@action("quote.line_written", rule=rules.runs_billing, operator=True)
def write_line(
    *, actor: Any, quote: Quote, fields: Mapping[str, Any], line: QuoteLine | None = None
) -> QuoteLine:
    """Write a line of a draft, a new one unless told: kind, label, quantity, unit_cents, city."""
    found = _locked(quote, QuoteState.DRAFT)
    written = line or QuoteLine(quote=found, position=found.lines.count() + 1)
    for name in (*_LINE, "city"):
        if name in fields:
            setattr(written, name, fields[name])
    written.unit = UNIT_OF[Kind(written.kind)]
    written.vat_rule = vat_rule_of(written.kind)
    written.save()
    _added_up(found)
    return written


@action("quote.line_dropped", rule=rules.runs_billing, operator=True)
def drop_line(*, actor: Any, quote: Quote, line: QuoteLine) -> Quote:
    """Take a line off a draft."""
    found = _locked(quote, QuoteState.DRAFT)
    found.lines.filter(pk=line.pk).delete()
    return _added_up(found)


@action("quote.thrown", rule=rules.runs_billing, operator=True)
def throw_quote(*, actor: Any, quote: Quote) -> Quote:
    """Forget a draft; days asked for are to be quoted again."""
    found = _locked(quote, QuoteState.DRAFT)
    ServiceOrder.objects.filter(quote=found).update(
        quote=None, state=OrderState.ASKED, days_quoted=0
    )
    found.delete()
    return quote


@action("quote.sent", rule=rules.runs_billing, operator=True)
def send_quote(*, actor: Any, quote: Quote) -> Quote:
    """Number and freeze a draft, and keep its PDF: from now on only its outcome is written."""
    found = _locked(quote, QuoteState.DRAFT)
    _check_lines(found)
    provider, on = Provider.objects.get(), today()
    row = series.lock(Series.QUOTE, on.year)
    number = series.written(Series.QUOTE, on.year, series.take(row, on=on))
    until = on + timedelta(days=provider.quote_days)
    with override("fr"):
        said = _told(found, provider, on)
        page = paper(
            said,
            number=number,
            on=on,
            valid_until=until,
            provider=provider,
            buyer=buyer(found.account),
            notes=[found.note] if found.note else (),
        )
        drawn = pdf.quote(page)
    found.number, found.sent_on, found.valid_until = number, on, until
    found.ht_cents, found.vat_cents, found.ttc_cents = (
        said.sums.ht_cents,
        said.sums.vat_cents,
        said.sums.ttc_cents,
    )
    found.whole_ht_cents = said.sums.whole_ht_cents
    scan = Scan(f"{number}.pdf", "application/pdf", drawn)
    found.pdf = _kept(found, PaperKind.QUOTE, scan, actor)
    found.state = QuoteState.SENT
    found.save()
    return found


@action("quote.accepted", rule=rules.runs_billing, operator=True)
def accept_quote(*, actor: Any, quote: Quote, scan: Scan) -> Quote:
    """Keep the signed scan: the quote is accepted, and the days it was for are ordered."""
    found = _locked(quote, QuoteState.SENT)
    if found.valid_until is not None and today() > found.valid_until:
        raise _expired(found)
    found.signed = _kept(found, PaperKind.SIGNED_QUOTE, scan, actor)
    found.state, found.closed_on = QuoteState.ACCEPTED, today()
    found.save(update_fields=["state", "closed_on", "signed"])
    _order_days(found)
    return found


@action("quote.refused", rule=rules.runs_billing, operator=True)
def refuse_quote(*, actor: Any, quote: Quote) -> Quote:
    """Note that the payer said no."""
    found = _close(_locked(quote, QuoteState.SENT), QuoteState.REFUSED)
    ServiceOrder.objects.filter(quote=found).update(
        state=OrderState.DECLINED, closed_note=_("Devis refusé.")
    )
    return found


@action("quote.expired", rule=rules.machine_only)
def expire_quote(*, actor: Any, quote: Quote) -> Quote:
    """Note that nobody answered in time; a quote answered meanwhile stays as it is."""
    found = Quote.objects.select_for_update(of=("self",)).get(pk=quote.pk)
    if found.state != QuoteState.SENT or found.valid_until is None:
        return found
    return _close(found, QuoteState.EXPIRED) if today() > found.valid_until else found


@action("quote.replaced", rule=rules.runs_billing, operator=True)
def replace_quote(*, actor: Any, quote: Quote) -> Quote:
    """Prepare a new version of a quote that was sent; the former one is no longer to be signed."""
    found = _locked(quote, QuoteState.SENT, QuoteState.EXPIRED, QuoteState.REFUSED)
    _close(found, QuoteState.SUPERSEDED)
    version = Quote.objects.create(
        account=found.account,
        title=found.title,
        starts_on=found.starts_on,
        max_renewals=found.max_renewals,
        to_year_end=found.to_year_end,
        note=found.note,
        replaces=found,
        **signed_by(actor),
    )
    lines = list(found.lines.all())
    for line in lines:
        line.pk, line.quote, line._state.adding = None, version, True
    QuoteLine.objects.bulk_create(lines)
    ServiceOrder.objects.filter(quote=found).update(quote=version, state=OrderState.QUOTED)
    return _added_up(version)


def _locked(quote: Quote, *states: str) -> Quote:
    """The quote as it is now, in one of these states."""
    found = Quote.objects.select_for_update(of=("self",)).select_related("account").get(pk=quote.pk)
    if found.state in states:
        return found
    if found.state == QuoteState.EXPIRED:
        raise _expired(found)
    if found.state == QuoteState.DRAFT:
        raise NotPossible("not_sent", "quote", _("Ce devis n’est pas encore envoyé."))
    raise NotPossible(
        "frozen",
        "quote",
        _("Ce devis est figé (%(state)s)\u00a0: créer une nouvelle version.")
        % {"state": QuoteState(found.state).label.lower()},
    )


def _expired(quote: Quote) -> NotPossible:
    until = french.day(quote.valid_until, "long") if quote.valid_until else ""
    return NotPossible(
        "expired",
        "quote",
        _("Devis expiré le %(day)s\u00a0: créer une nouvelle version.") % {"day": until},
    )


def _close(quote: Quote, state: str) -> Quote:
    quote.state, quote.closed_on = state, today()
    quote.save(update_fields=["state", "closed_on"])
    return quote


def _from_grid(account: BillingAccount, on: date, days: tuple[Decimal, Decimal]) -> Sequence[Item]:
    """Days are offered once for the account, with its first city."""
    rows = grid_on(on)
    cities = cities_of(account)
    items: list[Item] = []
    for rank, city in enumerate(cities):
        training, advice = days if rank == 0 else (Decimal(0), Decimal(0))
        options: dict[str, Any] = {
            "training_days": training,
            "advice_days": advice,
            "suffix": f", {city.name}" if len(cities) > 1 else "",
            "city": city.pk,
        }
        try:
            items += offered(rows, city.population, **options)
        except OnQuote:
            items += offered(_unpriced(), city.population, **options)
    return items


def _unpriced() -> list[PriceItem]:
    return [PriceItem(kind=kind, pop_min=0, pop_max=None, cents=0) for kind in Kind]


def _add_lines(quote: Quote, items: Sequence[Item]) -> None:
    QuoteLine.objects.bulk_create(
        QuoteLine(
            quote=quote,
            city_id=item.city,
            position=position,
            kind=item.kind,
            unit=item.unit,
            label=item.label,
            quantity=item.quantity,
            unit_cents=item.unit_cents,
            vat_rule=item.vat_rule,
        )
        for position, item in enumerate(items, start=1)
    )


def _added_up(quote: Quote) -> Quote:
    """Totals of a draft; without VAT where the accountant has not said which."""
    found = cost_of(quote)
    quote.ht_cents, quote.whole_ht_cents = found.first_cents, found.whole_cents
    try:
        quote.vat_cents = _told(quote, Provider.objects.get(), today()).sums.vat_cents
    except (NotPossible, Provider.DoesNotExist):
        quote.vat_cents = 0
    quote.ttc_cents = quote.ht_cents + quote.vat_cents
    quote.save(update_fields=["ht_cents", "vat_cents", "ttc_cents", "whole_ht_cents"])
    return quote


def _told(quote: Quote, provider: Provider, on: date) -> Any:
    try:
        return told(cost_of(quote), territory=quote.account.territory, provider=provider, on=on)
    except TerritoryClosed as closed:
        raise NotPossible(
            "territory",
            "quote",
            _("TVA à confirmer par le comptable pour ce territoire avant d’envoyer un devis."),
        ) from closed


def _check_lines(quote: Quote) -> None:
    lines = list(quote.lines.all())
    if not lines:
        raise NotPossible("empty", "quote", _("Ajoutez au moins une ligne avant d’envoyer."))
    for line in lines:
        if not line.unit_cents:
            raise NotPossible(
                "no_price",
                "quote",
                _("Donnez un prix à «\u00a0%(label)s\u00a0» avant d’envoyer, ou retirez la ligne.")
                % {"label": line.label},
            )


def _kept(quote: Quote, kind: str, scan: Scan, actor: Any) -> Paper:
    return Paper.objects.create(
        account=quote.account,
        kind=kind,
        name=scan.name,
        content_type=scan.content_type,
        sha256=hashlib.sha256(scan.content).hexdigest(),
        content=scan.content,
        **signed_by(actor),
    )


def _order_days(quote: Quote) -> None:
    """The order this quote answers: what was signed is what is ordered."""
    order = ServiceOrder.objects.select_for_update().filter(quote=quote).first()
    if order is None:
        return
    days = [line for line in quote.lines.all() if line.unit == Unit.DAY and line.kind == order.kind]
    order.days_ordered = sum((line.quantity for line in days), Decimal(0))
    paid = sum(money.times(line.unit_cents, line.quantity) for line in days)
    order.day_cents = money.whole(paid / order.days_ordered) if days else 0
    order.state = OrderState.ORDERED
    order.save(update_fields=["days_ordered", "day_cents", "state"])
