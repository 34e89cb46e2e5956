"""Ideas on the map: counted by sector, gathered on a grid, placed in the city or refused."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agora.context import directory
from agora.ui.maps.outline import parse
from participation.contributions.models import Contribution
from participation.proposals.models import Draft
from participation.proposals.places import MOST_CELLS, MOST_NAMED, Grid
from tests.factories.consultations import make_component, make_consultation, make_sector
from tests.factories.people import make_staff, make_user
from tests.factories.tools import make_proposal

# Two squares side by side: west is sector 1, east is sector 2.
SQUARES = {
    "areas": [
        {"number": "1", "name": "Ouest", "rings": [[[0, 0], [10, 0], [10, 10], [0, 10]]]},
        {"number": "2", "name": "Est", "rings": [[[10, 0], [20, 0], [20, 10], [10, 10]]]},
    ],
}
PLACED = SQUARES | {"bbox": [2.2, 48.88, 2.24, 48.9]}
DRAWN = parse(PLACED)
WEST, EAST = (
    {"latitude": "48.892", "longitude": "2.213"},
    {"latitude": "48.892", "longitude": "2.233"},
)


@pytest.fixture
def drawn_as(city):
    """Give the city an outline."""

    def give(outline):
        directory.prime({city.host: replace(city, extra={"identity": {"outline": outline}})})

    yield give
    directory.forget()


@pytest.fixture
def placed(drawn_as):
    """The city has an outline that lies on the earth."""
    drawn_as(PLACED)


@pytest.fixture
def tool(city):
    """A module open to ideas."""
    return make_component(kind="proposals")


def base(component):
    return f"/concertations/{component.consultation.slug}/propositions/{component.pk}/"


def points(client, component, query=""):
    return client.get(f"{base(component)}points/?{query}").json()["features"]


# --- the grid --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("box", "cells"),
    [
        ("", ""), ("2.2,48.88,2.24", "4,4"), ("2.24,48.88,2.2,48.9", "4,4"),
        ("nan,48.88,2.24,48.9", "4,4"), ("2.2,48.88,2.24,inf", "4,4"), ("2.2,48.88,2.24,48.9", "4"),
        ("-999,48.88,2.24,48.9", "4,4"), ("a,b,c,d", "4,4"),
    ],
)  # fmt: skip
def test_an_address_that_means_nothing_is_the_whole_city(box, cells):
    assert Grid.asked(DRAWN, box=box, cells=cells) == Grid(DRAWN.ground.bounds)


def test_a_grid_has_a_bounded_number_of_cells():
    asked = Grid.asked(DRAWN, box="2.2,48.88,2.24,48.9", cells="9999,-4")

    assert asked == Grid((2.2, 48.88, 2.24, 48.9), MOST_CELLS, 1)


# --- points ----------------------------------------------------------------------------------


def test_an_idea_alone_is_named_and_neighbours_are_gathered(client, placed, tool):
    alone = make_proposal(tool, title="Un banc", **WEST)
    make_proposal(tool, **EAST)
    make_proposal(tool, latitude="48.8925", longitude="2.2333")
    make_proposal(tool, title="Sans point")

    west, east = points(client, tool, "cadre=2.2,48.88,2.24,48.9&mailles=4,2")

    assert west["geometry"] == {"type": "Point", "coordinates": [2.213, 48.892]}
    assert west["properties"] == {
        "count": 1, "ideas": [{"title": "Un banc", "url": f"/propositions/{alone.pk}/"}],
    }  # fmt: skip
    assert east["properties"] == {"count": 2}
    assert east["bbox"] == [2.233, 48.892, 2.2333, 48.8925]


def test_ideas_of_one_spot_are_named_the_most_supported_first(client, placed, tool):
    make_proposal(tool, title="Une fontaine", **EAST)
    make_proposal(tool, title="Un tilleul", supports_count=5, **EAST)
    for number in range(MOST_NAMED):
        make_proposal(tool, title=f"Banc {number}", **EAST)

    [heap] = points(client, tool)

    assert heap["properties"]["count"] == MOST_NAMED + 2
    assert heap["properties"]["ideas"][0]["title"] == "Un tilleul"
    assert len(heap["properties"]["ideas"]) == MOST_NAMED


def test_only_what_one_sees_of_the_map_is_told(client, placed, tool):
    make_proposal(tool, **WEST)
    far = {"latitude": "43.3", "longitude": "5.4"}
    make_proposal(tool, title="À Marseille", **far)

    assert len(points(client, tool)) == 1
    assert points(client, tool, "cadre=2.22,48.88,2.24,48.9&mailles=4,4") == []


def test_the_filters_of_the_list_hold_on_the_map(client, placed, tool):
    east = make_sector(number=2)
    make_proposal(tool, title="Un kiosque", **WEST)
    make_proposal(tool, title="Un tilleul", sector=east, **EAST)

    by_sector = points(client, tool, f"secteur={east.pk}")
    by_word = points(client, tool, "q=kiosque")

    assert [one["properties"]["ideas"][0]["title"] for one in by_sector] == ["Un tilleul"]
    assert [one["properties"]["ideas"][0]["title"] for one in by_word] == ["Un kiosque"]


def test_the_map_shows_nothing_the_list_hides(client, client_for, city, placed, tool):
    make_proposal(
        tool, title="Secret masqué", hidden_at="2026-01-01T00:00Z", hidden_article=3, **WEST
    )
    make_proposal(tool, title="Secret retiré", status="withdrawn", **WEST)
    other = make_component(tool.consultation, kind="proposals")
    make_proposal(other, title="Secret d’à côté", **WEST)
    draft = make_component(make_consultation("draft"), kind="proposals")
    make_proposal(draft, title="Secret de la ville", **WEST)
    team = client_for(city)
    team.force_login(make_staff())

    answer = client.get(f"{base(tool)}points/")

    assert answer["Content-Type"] == "application/geo+json"
    assert answer.json()["features"] == []
    assert "Secret" not in answer.text
    assert client.get(f"{base(draft)}points/").status_code == 404
    assert len(points(team, draft)) == 1


def test_another_city_tells_nothing_of_these_points(client_for, other_city, placed, tool):
    make_proposal(tool, title="Un banc", **WEST)
    directory.prime({other_city.host: replace(other_city, extra={"identity": {"outline": PLACED}})})

    assert client_for(other_city).get(f"{base(tool)}points/").status_code == 404


def test_points_cost_the_same_whatever_their_number(client, placed, tool):
    def cost():
        client.get(f"{base(tool)}points/")  # what the process learns once
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"{base(tool)}points/?mailles=24,24&cadre=2.2,48.88,2.24,48.9")
        return len(asked)

    make_proposal(tool, **WEST)
    few = cost()
    for number in range(40):
        make_proposal(tool, latitude="48.885", longitude=f"{2.2 + number / 1000:.3f}")

    assert cost() == few


# --- the page of the map ---------------------------------------------------------------------


def test_the_map_works_without_script_beside_an_equal_list(client, placed, tool):
    west, east = make_sector("Ouest", number=1), make_sector("Est", number=2)
    make_proposal(tool, sector=west)
    make_proposal(tool, sector=east)
    make_proposal(tool, sector=east)
    make_proposal(tool)

    page = client.get(f"{base(tool)}?vue=carte").text

    assert "<b>4\xa0idées</b>" in page or "<b>4 idées</b>" in page
    assert 'aria-label="Ouest, 1"' in page
    assert 'aria-label="Est, 2"' in page
    assert page.count(f'href="?secteur={west.pk}"') == 2
    assert "1 idée vaut pour toute la ville" in page.replace("\xa0", " ")
    assert f'data-points="{base(tool)}points/?"' in page


def test_sectors_stay_countable_while_one_is_chosen(client, placed, tool):
    west, east = make_sector("Ouest", number=1), make_sector("Est", number=2)
    make_proposal(tool, title="Un kiosque", sector=west)
    make_proposal(tool, title="Un kiosque", sector=east)
    make_proposal(tool, title="Un tilleul", sector=east)

    page = client.get(f"{base(tool)}?vue=carte&secteur={west.pk}&q=kiosque").text

    assert "1 idée" in page.replace("\xa0", " ")
    assert 'aria-label="Est, 1"' in page
    assert f'href="?secteur={west.pk}&amp;q=kiosque" aria-current="true"' in page
    assert 'name="vue" value="carte"' in page
    assert f"points/?secteur={west.pk}&amp;q=kiosque" in page


def test_the_list_offers_the_map_and_the_map_the_list(client, placed, tool):
    make_proposal(tool, title="Un banc")

    listed, mapped = (
        client.get(f"{base(tool)}?q=banc").text,
        client.get(f"{base(tool)}?q=banc&vue=carte").text,
    )

    assert 'href="?q=banc&amp;vue=carte"' in listed
    assert "ui/map" not in listed
    assert 'href="?q=banc"' in mapped
    assert "ui/map" in mapped
    assert "Un banc" not in mapped


def test_a_city_without_outline_offers_no_map(client, drawn_as, tool):
    drawn_as(None)
    make_proposal(tool, title="Un banc", **WEST)

    page = client.get(f"{base(tool)}?vue=carte").text

    assert "vue=carte" not in page
    assert "Un banc" in page
    assert client.get(f"{base(tool)}points/").status_code == 404


def test_a_drawing_that_lies_nowhere_keeps_its_sectors_and_opens_nothing(client, drawn_as, tool):
    drawn_as(SQUARES)
    make_sector("Ouest", number=1)
    idea = make_proposal(tool, **WEST)

    page = client.get(f"{base(tool)}?vue=carte").text

    assert 'aria-label="Ouest, 0"' in page
    assert "ui-ideas" not in page
    assert client.get(f"{base(tool)}points/").status_code == 404
    assert 'class="pin"' not in client.get(f"/propositions/{idea.pk}/").text


# --- one idea --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "pinned"),
    [
        (WEST, True),
        ({"latitude": "48.8795", "longitude": "2.21"}, True),  # beside every sector
        ({"latitude": "43.3", "longitude": "5.4"}, False),
        ({}, False),
    ],
)
def test_an_idea_shows_its_point_when_it_is_on_the_drawing(client, placed, tool, where, pinned):
    idea = make_proposal(tool, place_label="Rue du Lac", **where)

    page = client.get(f"/propositions/{idea.pk}/").text

    assert ('class="pin"' in page) == pinned
    assert "Rue du Lac" in page


def test_a_hidden_idea_does_not_show_its_point(client, placed, tool):
    idea = make_proposal(tool, hidden_at="2026-01-01T00:00Z", hidden_article=3, **WEST)

    assert 'class="pin"' not in client.get(f"/propositions/{idea.pk}/").text


# --- choosing a point ------------------------------------------------------------------------


def step_2(client, tool):
    client.force_login(make_user())
    return client.post(f"{base(tool)}nouvelle/", {"title": "Un banc"})["Location"]


def test_a_point_goes_from_the_form_to_the_idea(client, placed, tool):
    place = step_2(client, tool)

    page = client.get(place).text
    client.post(place, WEST)
    again = client.get(place).text
    client.post(place.replace("lieu", "signature"), {"author_kind": "person"})

    assert "Choisir sur la carte" in page
    assert "Un point est placé" not in page
    assert "Un point est placé" in again
    word = Contribution.objects.get(kind="proposal")
    assert (word.latitude, word.longitude) == (Decimal("48.892"), Decimal("2.213"))


@pytest.mark.parametrize(
    "typed",
    [
        {"latitude": "43.3", "longitude": "5.4"}, {"latitude": "999", "longitude": "2.21"},
        {"latitude": "ici", "longitude": "2.21"}, {"latitude": "48.89", "longitude": "2.3"},
    ],
)  # fmt: skip
def test_a_point_out_of_the_city_is_refused_in_clear_words(client, placed, tool, typed):
    place = step_2(client, tool)

    answer = client.post(place, typed | {"place_label": "Rue du Lac"})

    assert answer.status_code == 422
    assert answer.text.count("hors de la ville. Replacez-le") == 2  # the summary, the field
    assert 'href="#erreurs"' in answer.text
    assert "Rue du Lac" in answer.text
    assert Draft.objects.get().latitude is None


def test_a_point_just_beside_the_sectors_is_taken(client, placed, tool):
    place = step_2(client, tool)

    assert client.post(place, {"latitude": "48.8795", "longitude": "2.21"}).status_code == 302
    assert Draft.objects.get().latitude == Decimal("48.8795")


@pytest.mark.parametrize("sent", [WEST, {"latitude": "43.3", "longitude": "5.4"}])
def test_a_point_is_taken_out_without_script(client, placed, tool, sent):
    place = step_2(client, tool)
    client.post(place, WEST)

    answer = client.post(place, sent | {"place_label": "Rue du Lac", "drop_point": "1"})
    page = client.get(answer["Location"]).text

    assert answer["Location"] == place
    assert (Draft.objects.get().latitude, Draft.objects.get().longitude) == (None, None)
    assert "Rue du Lac" in page
    assert "Un point est placé" not in page


def test_half_a_point_is_none(client, placed, tool):
    client.post(step_2(client, tool), {"latitude": "48.89"})

    assert Draft.objects.get().latitude is None


def test_a_city_without_outline_asks_for_no_point(client, drawn_as, tool):
    drawn_as(None)

    assert "Choisir sur la carte" not in client.get(step_2(client, tool)).text
