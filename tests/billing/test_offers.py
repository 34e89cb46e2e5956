"""What a quote says on paper."""

from datetime import date
from decimal import Decimal

import pytest

from billing.costing import Item, cost
from billing.documents import buyer
from billing.models import Kind, Provider, Quote, QuoteLine, Unit
from billing.offers import cost_of, items_of, paper, told
from billing.vat import TerritoryClosed, VatRule
from tests.factories.billing import make_account, make_provider

HOSTING = Item(Kind.HOSTING, "Hébergement", 8_460_00)
TRAINING = Item(
    Kind.TRAINING, "Formation", 1_200_00, Decimal("1.5"), Unit.DAY, VatRule.TRAINING_EXEMPT
)
ON = date(2026, 3, 10)


AUGUST = date(2026, 8, 1)


def worked_out(*items, territory="metropole", provider=None, renewals=3, starts_on=AUGUST):
    found = cost(items, starts_on=starts_on, renewals=renewals)
    return told(found, territory=territory, provider=provider or Provider(), on=ON)


def test_the_cut_year_is_one_unit_with_its_days_in_the_note():
    said = worked_out(HOSTING)

    (line,) = said.lines
    assert (line.quantity, line.unit_cents, line.net_cents) == (1, 3_546_25, 3_546_25)
    assert line.note == "153/365 jours de 8\u00a0460,00\u00a0€ par an"
    assert (line.period.start, line.period.end) == (date(2026, 8, 1), date(2026, 12, 31))


def test_vat_is_of_the_first_year_by_rate_and_the_whole_over_all_years():
    said = worked_out(HOSTING, TRAINING, provider=Provider(training_exempt=True))

    assert [(tax.rate, tax.base_cents, tax.tax_cents) for tax in said.taxes] == [
        (20, 3_546_25, 709_25),
        (0, 1_800_00, 0),
    ]
    assert said.sums.ttc_cents == 3_546_25 + 709_25 + 1_800_00
    assert said.whole.net_cents == said.sums.whole_ht_cents == 5_346_25 + 3 * 8_460_00
    assert said.whole.vat_cents == (3_546_25 + 3 * 8_460_00) // 5


def test_overseas_has_its_rate_and_mayotte_waits_for_the_accountant():
    assert worked_out(HOSTING, territory="reunion").taxes[0].rate == Decimal("8.5")
    with pytest.raises(TerritoryClosed):
        worked_out(HOSTING, territory="mayotte")


def test_a_quote_of_days_has_no_total_over_years(books):
    said = worked_out(TRAINING, renewals=0, starts_on=None)
    offer = paper(
        said,
        number="DV2026-000001",
        on=ON,
        valid_until=date(2026, 6, 8),
        provider=make_provider(),
        buyer=buyer(make_account()),
        notes=["Vu."],
    )

    assert (offer.whole, offer.years, offer.notes) == (None, 1, ("Vu.",))
    assert len(offer.terms) == 1
    assert said.lines[0].quantity == Decimal("1.5")
    assert said.lines[0].unit_code == "DAY"


@pytest.mark.parametrize(("renewals", "said"), [(3, "3 fois"), (1, "une fois")])
def test_the_terms_say_the_whole_year_and_the_renewals(books, renewals, said):
    offer = paper(
        worked_out(HOSTING, renewals=renewals),
        number="DV2026-000001",
        on=ON,
        valid_until=date(2026, 6, 8),
        provider=make_provider(),
        buyer=buyer(make_account()),
    )

    assert "année pleine ensuite\u00a0: 8\u00a0460,00\u00a0€ HT" in offer.terms[0]
    assert said in offer.terms[1]
    assert offer.years == renewals + 1


def test_rows_are_read_as_offered(books):
    account = make_account()
    quote = Quote.objects.create(account=account, title="x", max_renewals=1, to_year_end=False)
    QuoteLine.objects.create(
        quote=quote, kind=Kind.HOSTING, unit=Unit.YEAR, label="Hébergement", unit_cents=100
    )

    assert items_of(quote) == [Item(Kind.HOSTING, "Hébergement", 100, Decimal("1.00"))]
    assert cost_of(quote).whole_cents == 200
