"""The grid by day, and quotes."""

from datetime import date

import pytest
from django.http import Http404

from billing.models import Kind, PriceItem, Quote, QuoteLine, Unit
from billing.queries import offers as queries
from tests.factories.billing import make_account

NOBODY = "00000000-0000-4000-8000-000000000000"


def price(cents, valid_from, valid_to=None):
    return PriceItem.objects.create(
        kind=Kind.ADVICE, unit=Unit.DAY, cents=cents, valid_from=valid_from, valid_to=valid_to
    )


def test_the_grid_is_that_of_the_day(books):
    old = price(1, date(2026, 1, 1), date(2026, 2, 28))
    new = price(2, date(2026, 3, 1))

    assert queries.grid_on(date(2025, 12, 31)) == []
    assert queries.grid_on(date(2026, 2, 28)) == [old]
    assert queries.grid_on(date(2026, 3, 1)) == [new]
    assert queries.planned_changes(date(2026, 2, 28)) == [new]
    assert queries.planned_changes(date(2026, 3, 1)) == []
    assert queries.price_or_404(new.pk) == new


def test_quotes_are_found_by_state_and_words(books):
    account = make_account(name="Commune du Val")
    quote = Quote.objects.create(account=account, title="Plateforme")

    assert list(queries.quotes(state="draft", words="val")) == [quote]
    assert list(queries.quotes(state="sent")) == []
    assert list(queries.quotes(state="nonsense", words="plateforme")) == [quote]
    assert list(queries.quotes_of(account)) == [quote]
    assert list(queries.expired_quotes(date(2030, 1, 1))) == []


def test_what_is_not_there_is_not_found(books):
    account = make_account()
    quote = Quote.objects.create(account=account, title="x")
    other = Quote.objects.create(account=account, title="y")
    line = QuoteLine.objects.create(quote=quote, kind=1, unit=Unit.ONCE, label="x", unit_cents=1)

    assert queries.quote_or_404(quote.uid) == quote
    assert queries.line_or_404(quote, line.pk) == line
    for ask in (
        lambda: queries.quote_or_404(NOBODY),
        lambda: queries.line_or_404(other, line.pk),
        lambda: queries.paper_or_404(NOBODY),
        lambda: queries.price_or_404(0),
    ):
        with pytest.raises(Http404):
            ask()
