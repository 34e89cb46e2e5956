"""The books of the demonstration tell what they promise."""

from datetime import date

import pytest

from agora.accounts.models import User
from billing import clock, demo
from billing.balance import Payment
from billing.models import (
    DueItem,
    DueState,
    Invoice,
    InvoiceState,
    OrderState,
    Provider,
    ServiceOrder,
)
from billing.queries.invoices import standings
from tenants.models import City, Domain
from tests.factories.billing import make_biller

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 28)


@pytest.fixture
def town_halls(books):
    """Three cities of the demonstration, and the two who write its books."""
    Provider.objects.all().delete()
    numbers = {"nanterre": "219200508", "port-lanvaux": "215600990", "saint-aubin": "217100999"}
    people = {"nanterre": 95_000, "port-lanvaux": 32_400, "saint-aubin": 8_200}
    for name, siren in numbers.items():
        city = City.objects.create(
            name=name, population=people[name], siren=siren, reference_prefix=name
        )
        Domain.objects.create(city=city, host=f"{name}.localhost")
    make_biller("provider_billing", email=demo.CLERK)
    make_biller("provider_billing_approver", email=demo.LEAD)
    assert User.objects.filter(email__in=(demo.CLERK, demo.LEAD)).count() == 2


@pytest.mark.parametrize("on", [ON, date(2026, 3, 20), date(2028, 2, 29)])
def test_one_has_paid_one_is_late_one_waits_for_its_engagement(town_halls, on):
    assert demo.write(on) is True
    assert demo.write(on) is False

    told = standings(Invoice.objects.filter(state=InvoiceState.ISSUED), on)
    by_town = {}
    for one in told:
        by_town.setdefault(one.invoice.account.name, []).append(one)
    assert {one.balance.state for one in by_town["Ville de Nanterre-sur-Fil"]} == {Payment.PAID}
    [late] = by_town["Ville de Port-Lanvaux"]
    assert (late.late, late.balance.state) == (47, Payment.UNPAID)
    assert sorted(late.invoice.dunning.values_list("step", flat=True)) == [31, 45, 60]

    waiting = DueItem.objects.filter(account__town="Saint-Aubin-les-Vignes")
    assert {item.state for item in waiting if item.due_from <= on} == {DueState.AWAITING_REF}
    order = ServiceOrder.objects.get()
    assert (order.state, order.days_ordered) == (OrderState.ORDERED, 3)


def test_dates_of_numbers_only_go_up(town_halls):
    demo.write(ON)
    issued = list(Invoice.objects.filter(state=InvoiceState.ISSUED).order_by("year", "no"))
    assert [one.issued_on for one in issued] == sorted(one.issued_on for one in issued)
    assert clock.today() != date(2025, 4, 9)
