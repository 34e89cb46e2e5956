"""Who may move data in."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser

from agora.context import enter
from agora.rules import SYSTEM, roles
from participation.opendata.rules import can_import
from tests.factories.people import make_staff, make_user


@pytest.mark.parametrize("role", sorted(roles))
def test_only_the_director_and_the_platform_move_data_in(city, role):
    assert can_import(actor=make_staff(role)) is (role in {"director", "platform_officer"})


def test_neither_residents_nor_visitors_do(city):
    assert not can_import(actor=make_user())
    assert not can_import(actor=AnonymousUser())


def test_where_the_provider_switched_it_off_nobody_does(db, cities):
    without = replace(cities["villeneuve"], extra={"features": {"imports": False}})
    with enter(without):
        director = make_staff("director")
        assert [can_import(actor=one) for one in (director, SYSTEM)] == [False, False]
