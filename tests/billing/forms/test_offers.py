"""Prices, quotes and contracts, as typed."""

from datetime import date
from decimal import Decimal

import pytest

from billing.forms.offers import (
    CalculatorForm,
    ContractForm,
    DescribeQuoteForm,
    NewQuoteForm,
    PriceForm,
    QuoteLineForm,
)
from billing.models import Kind, Quote, QuoteLine
from tenants.models import City

TODAY = date(2026, 6, 10)
ASKED = {"population": "24300", "starts_on": "2026-08-01"}


def test_an_empty_price_means_on_quote():
    form = PriceForm({"cents": "", "valid_from": "2026-07-01"})

    assert form.is_valid()
    assert form.cleaned_data["cents"] is None


def test_the_term_of_a_quote_is_one_of_two():
    typed = {"title": "x", "starts_on": "", "max_renewals": "0"}
    calendar = NewQuoteForm(typed | {"term": "31-12"})
    twelve = NewQuoteForm(typed | {"term": "12-mois"})

    assert calendar.is_valid()
    assert twelve.is_valid()
    assert calendar.fields_said()["to_year_end"] is True
    assert twelve.fields_said()["to_year_end"] is False
    assert "term" not in twelve.fields_said()


def test_a_draft_begins_with_what_it_says():
    quote = Quote(title="Plateforme", to_year_end=False, max_renewals=1, note="Vu.")
    form = DescribeQuoteForm(quote=quote)

    assert (form.initial["term"], form.initial["note"]) == ("12-mois", "Vu.")


def test_a_line_begins_with_what_it_says():
    cities = City.objects.none()
    line = QuoteLine(kind=Kind.ADVICE, label="Cadrage", quantity=Decimal("1.50"), unit_cents=95_000)
    form = QuoteLineForm(cities=cities, line=line)

    assert form["unit_cents"].value() == "950,00"
    assert form["quantity"].value() == "1,5"
    assert QuoteLineForm(cities=cities)["quantity"].value() == "1"


def test_a_contract_begins_with_the_terms_of_its_quote():
    quote = Quote(title="x", max_renewals=2, closed_on=date(2026, 6, 1))
    form = ContractForm(quote=quote, today=TODAY)

    assert (form.initial["signed_on"], form.initial["starts_on"]) == (date(2026, 6, 1), TODAY)
    assert form.initial["max_renewals"] == 2


def test_what_a_visitor_leaves_out_has_an_answer():
    form = CalculatorForm(ASKED, today=TODAY)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["renewals"] == 3
    assert form.cleaned_data["training_days"] == 0


@pytest.mark.parametrize("day", ["2025-06-08", "2029-06-13"])
def test_a_day_too_far_is_refused(day):
    assert not CalculatorForm(ASKED | {"starts_on": day}, today=TODAY).is_valid()


@pytest.mark.parametrize("day", ["2025-06-09", "2029-06-12"])
def test_a_day_within_reach_is_taken(day):
    assert CalculatorForm(ASKED | {"starts_on": day}, today=TODAY).is_valid()
