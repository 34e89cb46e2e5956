"""Reads: the price grid in force, and quotes."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from billing.models import BillingAccount, Paper, PriceItem, Quote, QuoteLine, QuoteState


def grid_on(on: date) -> list[PriceItem]:
    """The prices in force on a day, by kind and size."""
    return list(
        PriceItem.objects.filter(valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .order_by("kind", "pop_min")
    )


def planned_changes(after: date) -> list[PriceItem]:
    """Prices that begin after a day, soonest first."""
    return list(
        PriceItem.objects.filter(valid_from__gt=after).order_by("valid_from", "kind", "pop_min")
    )


def price_or_404(pk: int) -> PriceItem:
    """One price."""
    found = PriceItem.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def quotes(*, state: str = "", words: str = "") -> QuerySet[Quote]:
    """Quotes, newest first; `words` look in numbers, titles and payers."""
    found = Quote.objects.select_related("account", "contract")
    if state in QuoteState.values:
        found = found.filter(state=state)
    if words:
        found = found.filter(
            Q(number__icontains=words)
            | Q(title__icontains=words)
            | Q(account__name__icontains=words)
        )
    return found


def quotes_of(account: BillingAccount) -> QuerySet[Quote]:
    """The quotes of a payer, newest first."""
    return Quote.objects.filter(account=account)


def quote_or_404(uid: Any) -> Quote:
    """The quote of that key, with its payer and what it replaces."""
    found = (
        Quote.objects.filter(uid=uid)
        .select_related(
            *("account", "contract", "replaces", "replaced_by", "service_order", "pdf", "signed")
        )
        .defer("pdf__content", "signed__content")
        .first()
    )
    if found is None:
        raise Http404
    return found


def line_or_404(quote: Quote, pk: int) -> QuoteLine:
    """A line of that quote."""
    found = quote.lines.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def paper_or_404(uid: Any) -> Paper:
    """A kept file, bytes and all."""
    found = Paper.objects.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def expired_quotes(on: date) -> QuerySet[Quote]:
    """Quotes still to be answered past their day."""
    return Quote.objects.filter(state=QuoteState.SENT, valid_until__lt=on)
