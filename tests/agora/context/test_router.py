"""Which app lives in which house."""

import pytest

from agora.context import enter, owner, public
from agora.context.router import HouseRouter


@pytest.mark.parametrize(
    ("label", "in_public", "in_city"),
    [
        ("tenants", True, False),
        ("contenttypes", True, False),
        ("accounts", True, True),
        ("proposals", False, True),
    ],
)
def test_tables_are_made_where_they_live(cities, label, in_public, in_city):
    allow = HouseRouter().allow_migrate
    with public():
        assert allow("default", label) is in_public
    with owner(cities["villeneuve"]):
        assert allow("default", label) is in_city
    with enter(cities["villeneuve"]):
        assert allow("default", label) is in_city


def test_nowhere_the_router_has_no_opinion():
    assert HouseRouter().allow_migrate("default", "proposals") is None
