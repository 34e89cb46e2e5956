"""The way into the club from a city and from the console: the page that carries the pass."""

import re

import pytest
from django.utils import timezone

from agora.context import enter, public
from tenants.disclosure import passes
from tests.factories.people import make_staff, make_user, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "/gestion/club/"
TOKEN = re.compile(r'name="pass" value="([^"]+)"')


def carried(answer):
    """The pass of a page, read as the club reads it."""
    return passes.read(TOKEN.search(answer.text).group(1), at=timezone.now())


def directives(answer):
    said = answer["Content-Security-Policy"].split(";")
    return {name: values for name, *values in (one.split() for one in said)}


@pytest.fixture
def staff(client, cities):
    with enter(cities["villeneuve"]):
        agent = make_staff("reception")
    return sign_in(client, agent)


def test_the_page_carries_a_pass_to_the_club_and_nowhere_else(staff, cities):
    answer = staff.post(ADDRESS, {"suite": "/sujets/12/"})

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "strict-origin"
    assert directives(answer)["form-action"] == ["http://club.localhost:8000"]
    assert directives(answer)["default-src"] == ["'none'"]
    assert 'action="http://club.localhost:8000/entree/"' in answer.text
    assert "Continuer vers le club" in answer.text
    assert carried(answer).iss == cities["villeneuve"].id
    assert carried(answer).next == "/sujets/12/"


def test_the_token_is_in_no_address(staff):
    answer = staff.post(ADDRESS)
    token = TOKEN.search(answer.text).group(1)

    assert answer.text.count(token) == 1
    assert token not in str(answer.headers)


def test_a_page_outside_the_club_s_list_becomes_its_front_page(staff):
    for asked in ("https://mechant.fr/", "//mechant.fr", "/compte/"):
        answer = staff.post(ADDRESS, {"suite": asked})
        assert carried(answer).next == "/"
        assert "mechant" not in answer.text + staff.get(ADDRESS, {"suite": asked}).text


def test_a_link_of_a_mail_shows_one_button_and_mints_nothing(staff):
    answer = staff.get(ADDRESS, {"suite": "/sujets/12/"})

    assert "Entrer dans le club" in answer.text
    assert 'name="suite" value="/sujets/12/"' in answer.text
    assert "data-send" not in answer.text
    assert not TOKEN.search(answer.text)


def test_from_a_page_of_the_team_one_click_is_enough(staff):
    answer = staff.get(ADDRESS, headers={"sec-fetch-site": "same-origin"})

    assert "data-send" in answer.text
    assert "tenants/send" in answer.text


def test_signed_out_one_signs_in_first_and_the_page_is_kept(client):
    answer = client.get(ADDRESS, {"suite": "/sujets/12/"})

    assert answer.status_code == 302
    assert answer["Location"] == (
        "/compte/connexion/?next=/gestion/club/%3Fsuite%3D%252Fsujets%252F12%252F"
    )


def test_a_resident_has_no_pass(client, cities):
    with enter(cities["villeneuve"]):
        resident = make_user()
    sign_in(client, resident)

    for answer in (client.get(ADDRESS), client.post(ADDRESS)):
        assert answer.status_code == 403
        assert not TOKEN.search(answer.text)


def test_another_page_cannot_have_a_pass_written(client_for, cities):
    with enter(cities["villeneuve"]):
        agent = make_staff()
    browser = client_for(cities["villeneuve"], enforce_csrf_checks=True)
    sign_in(browser, agent)

    assert browser.post(ADDRESS).status_code == 403


def test_those_who_look_after_the_club_enter_from_the_console(console):
    with public():
        maud = make_staff("provider_club")
    sign_in(console, maud)

    assert "Club</a>" in console.get("/").text
    assert "Entrer dans le club" in console.get("/club/").text
    answer = console.post("/club/")
    assert (carried(answer).iss, carried(answer).sub) == (passes.PROVIDER, maud.uid)


def test_the_other_people_of_the_provider_do_not(console):
    with public():
        ines = make_staff("provider_operations")
    sign_in(console, ines)

    assert console.get("/club/").status_code == 403
    assert "Club</a>" not in console.get("/").text
