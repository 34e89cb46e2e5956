"""What the tables of offers refuse by themselves."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from billing.models import Kind, Paper, PriceItem, Quote, Unit
from tests.factories.billing import make_account

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)


def price(low, high, **fields):
    given = {"kind": Kind.HOSTING, "unit": Unit.YEAR, "cents": 100, "valid_from": START}
    return PriceItem.objects.create(pop_min=low, pop_max=high, **given | fields)


def test_bands_touch_and_never_overlap(books):
    price(0, 3_500)
    price(3_500, None)
    for low, high in ((0, 1), (3_499, 3_500), (100_000, None)):
        with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
            price(low, high)
    price(0, 3_500, kind=Kind.SETUP)
    assert PriceItem.objects.count() == 3


def test_a_price_follows_the_former_one_in_time(books):
    price(0, None, valid_to=date(2026, 6, 30))
    price(0, None, valid_from=date(2026, 7, 1))
    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        price(0, None, valid_from=date(2026, 6, 30), valid_to=date(2026, 6, 30))


def test_a_sent_quote_is_frozen_but_for_its_outcome(books):
    account = make_account()
    paper = Paper.objects.create(
        account=account,
        kind="quote",
        name="d.pdf",
        content_type="application/pdf",
        sha256="0" * 64,
        content=b"%PDF",
    )
    quote = Quote.objects.create(
        account=account, title="Plateforme", number="DV2026-000001", state="sent", pdf=paper
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Quote.objects.update(title="Autre chose")
    with pytest.raises(DatabaseError), transaction.atomic():
        quote.delete()
    Quote.objects.update(state="refused", closed_on=START)
    assert Quote.objects.get().state == "refused"
