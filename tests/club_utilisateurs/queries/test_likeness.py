"""What « comme la mienne » means, for one city and for a whole list."""

import pytest

from club_utilisateurs.queries.likeness import alike, nearest, resembles, span
from tenants.models import CityCard


def card(pk=1, name="Ville", population=10_000, modules=()):
    return CityCard(pk=pk, name=name, population=population, modules=list(modules))


@pytest.mark.parametrize(
    ("population", "like"), [(4_999, False), (5_000, True), (15_000, True), (15_001, False)]
)
def test_alike_is_within_a_half(population, like):
    assert resembles(card(9, population=population), card(1)) is like


@pytest.mark.parametrize(
    ("theirs", "like"),
    [(["a", "b"], True), (["b", "a", "c"], True), (["a"], False), ([], False)],
)
def test_alike_has_at_least_the_same_tools(theirs, like):
    assert resembles(card(9, modules=theirs), card(1, modules=["a", "b"])) is like


def test_nobody_resembles_oneself_nor_a_city_of_unknown_size():
    assert not resembles(card(1), card(1))
    assert not resembles(card(2, population=0), card(1, population=0))


def test_a_list_is_made_of_those_that_resemble(in_club, cities):
    mine = CityCard.objects.get(pk=cities["villeneuve"].id)
    other = CityCard.objects.get(pk=cities["montclair"].id)
    seen = []

    for population in (0, 1, other.population // 2, other.population, 2 * other.population + 1):
        for modules in ([], ["debates"]):
            mine.population, mine.modules = population, modules
            seen.append(list(alike(mine)))
            assert seen[-1] == [one for one in CityCard.objects.all() if resembles(one, mine)]

    assert [other] in seen
    assert [] in seen


def test_a_half_of_an_odd_number_is_rounded_inwards():
    assert span(10_001) == (5_001, 15_001)


def test_the_nearest_come_first_by_name_when_as_near():
    rows = [card(2, "Zone", 11_000), card(3, "Aire", 9_000), card(4, "Bois", 10_500)]

    assert [one.name for one in nearest(rows, card(), limit=2)] == ["Bois", "Aire"]
