"""What is kept is drawn once, never stale, never another city's, and holds nobody's token."""

import pytest
from django.core.cache import caches
from django.utils import translation

from agora.context import enter
from agora.ui.drawn import TOKEN, drawn, with_token


@pytest.fixture(autouse=True)
def fresh(cities):
    for one in cities.values():
        with enter(one):
            caches["local"].clear()


@pytest.fixture
def pen():
    """Draw things in capitals, and note which."""
    asked = []

    def draw(missing):
        asked.append(list(missing))
        return [one.upper() for one in missing]

    draw.asked = asked
    return draw


def test_only_what_is_missing_is_drawn_and_the_order_is_kept(city, pen):
    first = drawn("t", [(1, "a"), (2, "b")], pen)
    then = drawn("t", [(3, "c"), (2, "b"), (1, "a")], pen)

    assert (first, then) == (["A", "B"], ["C", "B", "A"])
    assert pen.asked == [["a", "b"], ["c"]]


def test_other_facts_give_another_part(city, pen):
    drawn("t", [((1, 20), "a")], pen)
    drawn("t", [((1, 21), "a")], pen)

    assert pen.asked == [["a"], ["a"]]


def test_the_same_facts_under_another_name_or_language_are_another_part(city, pen):
    drawn("t", [(1, "a")], pen)
    drawn("u", [(1, "a")], pen)
    with translation.override("en"):
        drawn("t", [(1, "a")], pen)

    assert pen.asked == [["a"]] * 3


def test_another_city_draws_its_own(cities, pen):
    for one in cities.values():
        with enter(one):
            drawn("t", [(1, one.name)], pen)

    assert pen.asked == [[one.name] for one in cities.values()]


def test_two_things_that_show_the_same_share_a_part(city, pen):
    assert drawn("t", [(1, "a"), (1, "a")], pen) == ["A", "A"]
    assert pen.asked == [["a"]]


def test_the_reader_s_token_takes_the_place_of_the_mark():
    assert with_token(f"<i>{TOKEN}</i>", {"csrf_token": "mine"}) == "<i>mine</i>"


def test_a_reader_without_forms_gets_no_token():
    class Asked:
        def __str__(self):
            raise AssertionError("a token was made, and its cookie with it")

    assert with_token("<i>rien</i>", {"csrf_token": Asked()}) == "<i>rien</i>"
