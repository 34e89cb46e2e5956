"""Sums of a document: exact, half a cent away from zero, VAT on the sum of each rate."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from billing import money
from billing.einvoice.document import line_total, taxes_of, totals_of
from tests.billing.einvoice.papers import buyer, credit_note, invoice, line, training

CENTS = st.integers(min_value=0, max_value=10**9)
RATES = st.sampled_from([Decimal(20), Decimal("8.5"), Decimal(0)])


def test_half_a_cent_goes_away_from_zero():
    assert [money.whole(Decimal(text)) for text in ("0.5", "1.5", "2.5", "-0.5")] == [1, 2, 3, -1]


def test_a_line_is_its_quantity_by_its_price():
    assert line_total(quantity=Decimal("2.25"), unit_cents=95_000) == 213_750
    assert line_total(quantity=Decimal("0.3333"), unit_cents=1) == 0


def test_vat_is_counted_on_the_sum_of_a_rate_and_not_by_line():
    (tax,) = taxes_of([line(3, vat_rate=Decimal("8.5")) for _ in range(10)])

    assert (tax.base_cents, tax.tax_cents) == (30, 3)  # by line it would be nothing


def test_rates_stand_apart_the_highest_first():
    taxes = taxes_of([training(), line(1_000), line(500)])

    assert [(tax.rate, tax.base_cents) for tax in taxes] == [(20, 1_500), (0, 240_000)]
    assert taxes[1].exemption_code == "VATEX-EU-132-1I"


def test_lines_exempt_for_several_reasons_make_one_row_that_gives_them_all():
    outside = line(1_000, vat_rate=Decimal(0), vat_category="E", exemption_reason="Ici")
    (tax,) = taxes_of([outside, training(), outside])

    assert (tax.base_cents, tax.exemption_code) == (242_000, "")
    assert tax.exemption_reason == f"Ici\u00a0; {training().exemption_reason}"


@settings(deadline=None)
@given(st.lists(st.tuples(CENTS, RATES), min_size=1, max_size=30))
def test_no_cent_is_lost_between_lines_and_totals(amounts):
    totals = totals_of(taxes_of([line(cents, vat_rate=rate) for cents, rate in amounts]))

    exact = sum(cents * rate / 100 for cents, rate in amounts)
    assert totals.net_cents == sum(cents for cents, _ in amounts)
    assert totals.gross_cents == totals.net_cents + totals.vat_cents
    assert abs(totals.vat_cents - exact) <= Decimal("0.5") * 3


def test_a_credit_note_says_so_and_a_party_knows_its_siren():
    assert credit_note().is_credit_note
    assert not invoice().is_credit_note
    assert buyer().siren == buyer().siret[:9]
