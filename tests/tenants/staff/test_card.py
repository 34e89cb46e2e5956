"""The city's card, written by its own team, each value with its own yes."""

import pytest

from agora.context import club, enter, public
from participation.consultations.models import State
from tenants import queries
from tenants.models import CityCard, CitySettings
from tests.factories.consultations import make_component, make_consultation
from tests.factories.people import make_staff, make_user, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "/gestion/club/fiche/"
SAID = {"part": "presentation", "presentation": "Un budget participatif par an.", "agreed": "on"}
CONTACT = {
    "part": "contact",
    "name": "Samira Ould-Kaci",
    "title": "cheffe de projet",
    "about": "budget participatif",
    "agreed": "on",
}


@pytest.fixture
def staff(client, city):
    return sign_in(client, make_staff("director", full_name="Mona Directrice"))


def seen_by_the_club(city):
    with club():
        return CityCard.objects.get(pk=city.id)


def own(city):
    with enter(city):
        return {one.key: one for one in queries.own_values()}


def test_only_those_who_answer_for_it_see_the_page(client, city):
    assert client.get(ADDRESS).status_code == 302
    sign_in(client, make_user())
    assert client.get(ADDRESS).status_code == 403
    sign_in(client, make_staff("communication"))
    assert client.get(ADDRESS).status_code == 403


def test_a_presentation_is_shared_with_who_agreed_and_to_which_words(staff, city):
    answer = staff.post(ADDRESS, SAID)

    assert answer.status_code == 302
    kept = own(city)["card.presentation"]
    assert (kept.value, kept.by_label, kept.text_version, kept.level) == (
        "Un budget participatif par an.",
        "Mona Directrice",
        "2026-11",
        "named",
    )
    assert seen_by_the_club(city).presentation == "Un budget participatif par an."


def test_without_the_yes_nothing_leaves_and_the_words_stay(staff, city):
    answer = staff.post(ADDRESS, SAID | {"agreed": ""})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Cochez cette phrase pour partager.") == 2
    assert "Un budget participatif par an." in page
    assert own(city) == {}


def test_looking_first_shows_what_others_would_read_and_shares_nothing(staff, city):
    answer = staff.post(ADDRESS, SAID | {"agreed": "", "preview": "1"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<p>Un budget participatif par an.</p>" in page
    assert own(city) == {}


def test_too_long_a_presentation_is_refused(staff, city):
    assert staff.post(ADDRESS, SAID | {"presentation": "a" * 601}).status_code == 422
    assert own(city) == {}


def test_tools_are_those_of_published_consultations(staff, city):
    with enter(city):
        make_component(kind="proposals")
        make_component(make_consultation(State.DRAFT), kind="debates")

    staff.post(ADDRESS, {"part": "modules", "agreed": "on"})

    assert own(city)["card.modules"].value == ["proposals"]
    assert seen_by_the_club(city).modules == ["proposals"]


def test_a_city_without_tools_has_none_to_share(staff, city):
    answer = staff.post(ADDRESS, {"part": "modules", "agreed": "on"})

    assert answer.status_code == 422
    assert "Il n’y a encore rien à partager ici." in answer.content.decode()
    assert own(city) == {}


def test_only_ticked_titles_leave_and_only_public_ones(staff, city):
    with enter(city):
        make_consultation(title="Le parc des Rives")
        make_consultation(title="La place du Marché")
        make_consultation(State.DRAFT, title="Secret encore")

    page = staff.get(ADDRESS).content.decode()
    refused = staff.post(
        ADDRESS, {"part": "programmes", "programmes": ["Secret encore"], "agreed": "on"}
    )
    staff.post(ADDRESS, {"part": "programmes", "programmes": ["Le parc des Rives"], "agreed": "on"})

    assert "La place du Marché" in page
    assert "Secret encore" not in page
    assert refused.status_code == 422
    assert own(city)["card.programmes"].value == ["Le parc des Rives"]


def test_each_contact_has_its_own_row_and_its_own_switch(staff, city):
    staff.post(ADDRESS, CONTACT)
    staff.post(ADDRESS, CONTACT | {"name": "Bilal Haddad"})

    with enter(city):
        rows = queries.own_values()
    assert [one.value["name"] for one in rows] == ["Samira Ould-Kaci", "Bilal Haddad"]

    staff.post(
        "/gestion/club/partage/retirer/", {"subject": rows[0].subject_ref, "key": rows[0].key}
    )

    assert [one["name"] for one in seen_by_the_club(city).contacts] == ["Bilal Haddad"]


def test_the_page_says_that_the_person_agrees(staff):
    assert "elle m’a donné son accord" in staff.get(ADDRESS).content.decode()


def test_a_place_is_typed_when_the_outline_lies_nowhere(staff, city):
    wrong = staff.post(
        ADDRESS, {"part": "place", "latitude": "148", "longitude": "2,2", "agreed": "on"}
    )
    staff.post(
        ADDRESS, {"part": "place", "latitude": "48,8921", "longitude": "2.2066", "agreed": "on"}
    )

    assert wrong.status_code == 422
    assert seen_by_the_club(city).place == [48.892, 2.207]


def test_a_place_comes_from_the_outline_when_it_lies_somewhere(staff, city):
    square = [[0, 0], [100, 0], [100, 100], [0, 100]]
    with public():
        CitySettings.objects.filter(city=city.id).update(
            outline={
                "areas": [{"number": "1", "name": "Centre", "rings": [square]}],
                "bbox": [2.18, 48.88, 2.22, 48.92],
            }
        )

    page = staff.get(ADDRESS).content.decode()
    staff.post(ADDRESS, {"part": "place", "agreed": "on"})

    assert 'name="latitude"' not in page
    assert seen_by_the_club(city).place == [48.9, 2.2]


def test_a_city_says_that_it_answers(staff, city):
    assert seen_by_the_club(city).answers is False

    staff.post(ADDRESS, {"part": "answers", "agreed": "on"})

    assert seen_by_the_club(city).answers is True


def test_what_is_out_is_not_announced_a_second_time(staff, city):
    assert "Ce que les autres villes liront" in staff.get(ADDRESS).content.decode()

    staff.post(ADDRESS, {"part": "answers", "agreed": "on"})

    page = staff.get(ADDRESS).content.decode()
    assert "Ce que les autres villes liront" not in page
    assert "Ce que les autres villes lisent" in page


def test_an_unknown_part_is_not_found(staff):
    assert staff.post(ADDRESS, {"part": "budget", "agreed": "on"}).status_code == 404
    assert staff.post(ADDRESS, {}).status_code == 404


def test_what_is_shared_is_shown_back_and_fills_the_form(staff):
    staff.post(ADDRESS, SAID)
    staff.post(ADDRESS, {"part": "place", "latitude": "48", "longitude": "2", "agreed": "on"})
    staff.post(ADDRESS, CONTACT)

    page = staff.get(ADDRESS).content.decode()

    assert "Ce que les autres villes lisent" in page
    assert page.count("Un budget participatif par an.") == 2
    assert 'value="48,0"' in page
    assert page.count("Samira Ould-Kaci") == 1


def test_a_withdrawal_from_the_card_comes_back_to_the_card(staff, city):
    staff.post(ADDRESS, SAID)

    answer = staff.post(
        "/gestion/club/partage/retirer/",
        {"subject": "card", "key": "card.presentation", "back": "card"},
    )

    assert answer.url == ADDRESS
    assert seen_by_the_club(city).presentation == ""
