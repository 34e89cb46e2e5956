"""Who may see and move money."""

import pytest

from agora.context import enter, public
from agora.rules import SYSTEM
from billing import rules
from tests.factories.billing import make_biller
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.django_db
AT_THE_PROVIDER = ("reads_billing", "runs_billing", "approves_billing")
IN_A_CITY = ("city_reads", "city_acts")


def allowed(actor):
    names = (*AT_THE_PROVIDER, *IN_A_CITY, "machine_only")
    return {name for name in names if getattr(rules, name)(actor=actor)}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("provider_operations", set()),
        ("provider_billing_reader", {"reads_billing"}),
        ("provider_billing", {"reads_billing", "runs_billing"}),
        ("provider_billing_approver", set(AT_THE_PROVIDER)),
        ("billing_contact", set()),
        ("director", set()),
    ],
)
def test_the_providers_people(db, cities, role, may):
    with public():
        assert allowed(make_biller(role)) == may


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("billing_viewer", {"city_reads"}),
        ("billing_contact", set(IN_A_CITY)),
        ("director", set(IN_A_CITY)),
        ("communication", set()),
        ("provider_billing_approver", set()),
    ],
)
def test_a_citys_people(db, cities, role, may):
    with enter(cities["villeneuve"]):
        assert allowed(make_staff(role)) == may
        assert allowed(make_user()) == set()


def test_the_machine(db):
    assert "machine_only" in allowed(SYSTEM)
