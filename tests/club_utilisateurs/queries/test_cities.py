"""Which cities answer to what is asked; cities alike."""

import pytest
from django.http import Http404

from club_utilisateurs.queries.cities import Wanted, alike, city_or_404, found
from tenants.models import CityCard


def card(pk=1, name="Ville", population=10_000, **fields):
    whole = {
        "presentation": "", "programmes": [], "contacts": [], "modules": [], "department": "",
        "answers": False,
    }  # fmt: skip
    return CityCard(pk=pk, name=name, population=population, **whole | fields)


MONTCLAIR = card(
    2,
    "Montclair-l’Église",
    presentation="Une école ouverte",
    programmes=["Le cœur de ville"],
    contacts=[{"name": "Ana Lopes", "title": "cheffe", "about": "jurys"}],
    modules=["debates"],
    department="92",
    answers=True,
)
PLAIN = card(3, "Plaine")


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(words="ECOLE"),
        Wanted(words="coeur ville"),
        Wanted(words="eglise"),
        Wanted(words="lopes"),
        Wanted(words="jurys montclair"),
        Wanted(department="92"),
        Wanted(module="debates"),
        Wanted(answers=True),
        Wanted(words="école", department="92", module="debates", answers=True),
    ],
)
def test_a_city_answers_to_all_that_is_asked(wanted):
    assert found([MONTCLAIR, PLAIN], wanted) == [MONTCLAIR]


@pytest.mark.parametrize(
    "wanted",
    [Wanted(words="école piscine"), Wanted(module="debates", department="93"), Wanted(words="%")],
)
def test_one_thing_missing_is_enough_to_be_left_out(wanted):
    assert found([MONTCLAIR, PLAIN], wanted) == []


def test_nothing_asked_gives_all():
    assert found([MONTCLAIR, PLAIN], Wanted()) == [MONTCLAIR, PLAIN]


def test_the_nearest_in_population_come_first_and_five_are_enough():
    rows = [card(n, f"Ville {n}", population=10_000 + 100 * n) for n in range(2, 10)]

    assert [one.pk for one in alike(reversed(rows), card(1))] == [2, 3, 4, 5, 6]


def test_a_city_that_is_not_there_is_not_found():
    assert city_or_404([PLAIN], 3) == PLAIN
    with pytest.raises(Http404):
        city_or_404([PLAIN], 4)
