"""VAT by territory, rule and day."""

from datetime import date
from decimal import Decimal

import pytest

from billing.vat import TerritoryClosed, VatRule, vat_of

DAY = date(2026, 5, 1)


def rate(territory, rule=VatRule.STANDARD, *, exempt=False, opened=False, on=DAY):
    found = vat_of(territory, rule, on=on, training_exempt=exempt, overseas_open=opened)
    return found.category, found.rate


@pytest.mark.parametrize(
    ("territory", "percent"),
    [("metropole", "20"), ("corse", "20"), ("guadeloupe", "8.5"), ("reunion", "8.5")],
)
def test_each_territory_has_its_rate(territory, percent):
    assert rate(territory) == ("S", Decimal(percent))


def test_training_is_exempt_only_with_the_certificate():
    assert rate("metropole", VatRule.TRAINING_EXEMPT) == ("S", Decimal(20))
    assert rate("metropole", VatRule.TRAINING_EXEMPT, exempt=True) == ("E", Decimal(0))


@pytest.mark.parametrize("territory", ["guyane", "mayotte"])
def test_unconfirmed_territories_are_closed_until_the_accountant_says(territory):
    with pytest.raises(TerritoryClosed):
        rate(territory)
    assert rate(territory, opened=True) == ("E", Decimal(0))


def test_a_day_before_the_known_rates_has_none():
    with pytest.raises(ValueError, match="No VAT rate"):
        rate("metropole", on=date(2000, 1, 1))
