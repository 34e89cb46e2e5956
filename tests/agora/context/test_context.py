"""Entering, leaving, and what is refused."""

import pytest
from django.db import transaction

from agora.context import (
    CityRef,
    CitySwitchRefused,
    NoCurrentCity,
    city_or_none,
    club,
    current_city,
    enter,
    house,
    owner,
    public,
    state,
)

A = CityRef(schema="t_a", id=1, state="live", name="A")
B = CityRef(schema="t_b", id=2, state="live", name="B")


def where():
    return state(), house()


def test_nowhere_is_the_default():
    assert where() == ("none", "")
    assert city_or_none() is None
    with pytest.raises(NoCurrentCity):
        current_city()


def test_each_state_has_its_house():
    with enter(A) as entered:
        assert (where(), entered, current_city()) == (("city", "t_a"), A, A)
    with public():
        assert where() == ("public", "public")
    with club():
        assert where() == ("club", "club")
    with owner():
        assert where() == ("owner", "public")
    with owner(A):
        assert (where(), current_city()) == (("owner", "t_a"), A)
    assert where() == ("none", "")


def test_a_failure_leaves_the_house_too():
    with pytest.raises(ZeroDivisionError), enter(A):
        _ = 1 / 0
    assert where() == ("none", "")


def test_entering_the_same_city_again_changes_nothing():
    with enter(A), enter(A):
        assert where() == ("city", "t_a")


def test_one_city_at_a_time():
    with enter(A):
        with pytest.raises(CitySwitchRefused), enter(B):
            pass
        with pytest.raises(CitySwitchRefused), owner(B):
            pass
        assert where() == ("city", "t_a")


def test_a_visit_to_public_does_not_open_the_door_of_another_city():
    with enter(A), public():
        assert where() == ("public", "public")
        with pytest.raises(CitySwitchRefused), enter(B):
            pass
        with enter(A):
            assert where() == ("city", "t_a")


def test_the_provider_may_visit_cities_one_after_the_other():
    with public():
        for city in (A, B):
            with enter(city):
                assert current_city() == city


def test_no_switch_inside_a_transaction(city):
    with transaction.atomic(), pytest.raises(CitySwitchRefused), public():
        pass


def test_nobody_is_no_city():
    with pytest.raises(NoCurrentCity), enter(None):
        pass


def test_a_name_that_is_not_one_is_refused():
    bad = CityRef(schema="t_a, public", id=1, state="live", name="A")
    with pytest.raises(ValueError, match="cannot name"), enter(bad):
        pass


def test_a_visit_is_no_decorator():
    with pytest.raises(TypeError):
        enter(A)(lambda: None)
