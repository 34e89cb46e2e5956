"""Which rate a line may bear, where and when."""

from datetime import date
from decimal import Decimal

import pytest

from billing.einvoice import vat
from billing.einvoice.document import TERRITORIES

DAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("territory", "rate"),
    [
        ("metropole", "20"),
        ("corse", "20"),
        ("guadeloupe", "8.5"),
        ("martinique", "8.5"),
        ("reunion", "8.5"),
    ],
)
def test_a_service_is_taxed_at_the_rate_of_its_territory(territory, rate):
    taxed = vat.services(territory, DAY)

    assert (taxed.category, taxed.rate) == ("S", Decimal(rate))


@pytest.mark.parametrize("territory", ["guyane", "mayotte"])
def test_there_is_no_vat_in_guyane_nor_mayotte_and_the_article_is_named(territory):
    taxed = vat.services(territory, DAY)

    assert (taxed.category, taxed.rate) == ("E", 0)
    assert "294-1" in taxed.exemption_reason


@pytest.mark.parametrize("territory", TERRITORIES)
def test_training_is_exempt_everywhere(territory):
    assert vat.TRAINING in vat.allowed(territory, DAY)
    assert len(vat.allowed(territory, DAY)) == 2


def test_a_rate_that_is_not_known_is_not_guessed():
    with pytest.raises(ValueError, match="metropole"):
        vat.services("metropole", date(2013, 12, 31))
