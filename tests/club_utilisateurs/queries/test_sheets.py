"""Which sheets a member finds, and from which cities."""

import pytest
from django.utils import timezone

from agora.context import club, public
from club_utilisateurs.queries import sheets as queries
from tenants.models import City, SharedSheet
from tests.factories.sheets import make_shared_sheet
from tests.harness.clients import outside


@pytest.fixture
def shelf(cities, warm_directory, db):
    a, b = cities["villeneuve"].id, cities["montclair"].id
    make_shared_sheet(a, "Le parc", kind="consultation", modules=["proposals", "meetings"])
    make_shared_sheet(
        b, "Les écoles", kind="participatory_budget", modules=["proposals"],
        words="Des bulletins en papier dans chaque école.",
    )  # fmt: skip
    make_shared_sheet(b, "Masquée", hidden_at=timezone.now())


def found(member=None, **filters):
    def work():
        with club():
            return sorted(one.title for one in queries.sheets(member, filters))

    return outside(work)


def test_hidden_sheets_are_in_no_list(shelf):
    assert found() == ["Le parc", "Les écoles"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"module": "meetings"}, ["Le parc"]),
        ({"genre": "participatory_budget"}, ["Les écoles"]),
        ({"q": "ecole papier"}, ["Les écoles"]),
        ({"q": "ÉCOLES"}, ["Les écoles"]),
        ({"module": "proposals", "genre": "assises"}, []),
    ],
)
def test_filters_narrow_the_list(shelf, filters, expected):
    assert found(**filters) == expected


def test_cities_like_mine_are_about_as_large_and_another(shelf, member_a, cities):
    def sized(population):
        with public():
            City.objects.filter(pk=cities["villeneuve"].id).update(population=20_000)
            City.objects.filter(pk=cities["montclair"].id).update(population=population)
        return found(member_a, taille="semblable")

    assert sized(10_000) == sized(30_000) == ["Les écoles"]
    assert sized(9_999) == sized(30_001) == []


def test_the_providers_people_have_no_city_to_compare_with(shelf, facilitator):
    assert found(facilitator, taille="semblable") == []
    assert found(None, taille="semblable") == []


def test_a_sheet_that_was_taken_back_is_nobodys(shelf):
    with public():
        one = SharedSheet.objects.get(title="Le parc")
        one.delete()

    def work():
        with club():
            return queries.sheet_named(one.uid)

    assert outside(work) is None
