"""What a session of the club is, where its cookie opens nothing, and the pages beside the door."""

import pytest

from agora.context import club, enter, public
from club_utilisateurs.sessions import ENTERED
from tenants.models import City
from tests.factories.passes import a_pass, origin_of, show
from tests.factories.people import make_staff, sign_in
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db


def in_club(work):
    def visit():
        with club():
            return work()

    return outside(visit)


# --- Sessions -----------------------------------------------------------------------------------
def test_a_session_set_by_somebody_else_is_not_the_one_that_opens(
    club_browser, villeneuve, subject
):
    fixed = club_browser()
    fixed.get("/compte/connexion/")
    session = fixed.session
    in_club(lambda: session.save())
    planted = session.session_key
    victim = club_browser()
    victim.cookies["agora_session"] = planted

    show(victim, a_pass(villeneuve, subject), origin=origin_of(villeneuve))

    assert victim.cookies["agora_session"].value != planted
    fixed.cookies["agora_session"] = planted
    assert fixed.get("/moi/").status_code == 302


def test_what_the_browser_had_before_is_flushed(club_browser, member_b, villeneuve, subject):
    browser = club_browser(member_b)
    former = browser.cookies["agora_session"].value

    show(browser, a_pass(villeneuve, subject), origin=origin_of(villeneuve))

    stolen = club_browser()
    stolen.cookies["agora_session"] = former
    assert stolen.get("/moi/").status_code == 302
    assert in_club(lambda: browser.session["_auth_user_id"]) != str(member_b.account_id)


def test_the_session_lasts_twelve_hours_at_most(club_browser, villeneuve, subject):
    browser = club_browser()
    answer = show(browser, a_pass(villeneuve, subject), origin=origin_of(villeneuve))

    assert answer.cookies["agora_session"]["max-age"] == 12 * 3600
    assert answer.cookies["agora_session"]["httponly"]
    assert answer.cookies["agora_session"]["samesite"] == "Lax"
    assert in_club(lambda: browser.session[ENTERED])


def test_the_cookie_of_the_club_opens_nothing_elsewhere(
    club_browser, client, console, member_a, villeneuve
):
    with enter(villeneuve):
        same_number = make_staff(pk=member_a.account_id)
    with public():
        make_staff("provider_operations", pk=member_a.account_id)
    cookie = club_browser(member_a).cookies["agora_session"].value

    for browser, path in ((client, "/gestion/"), (console, "/parc/versions/")):
        browser.cookies["agora_session"] = cookie
        answer = browser.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/compte/connexion/")
    assert same_number.pk == member_a.account_id


def test_the_cookie_of_a_city_opens_nothing_here(client, club_browser, member_a, villeneuve):
    with enter(villeneuve):
        same_number = make_staff(pk=member_a.account_id)
    sign_in(client, same_number)
    browser = club_browser()
    browser.cookies["agora_session"] = client.cookies["agora_session"].value

    assert browser.get("/moi/").status_code == 302


# --- The other pages of the entrance --------------------------------------------------------------
def test_the_list_of_cities_leads_to_each_one_s_desk_and_back(club_browser, villeneuve):
    page = club_browser().get("/compte/connexion/", {"next": "/sujets/12/"}).text

    assert 'href="http://villeneuve.localhost:8000/gestion/club/?suite=%2Fsujets%2F12%2F"' in page
    assert 'href="http://console.localhost:8000/club/?suite=%2Fsujets%2F12%2F"' in page


def test_a_city_is_found_whatever_the_accents_and_a_closed_one_is_not_there(club_browser, cities):
    with public():
        City.objects.filter(pk=cities["villeneuve"].id).update(name="Évry-la-Forêt")
        City.objects.filter(pk=cities["montclair"].id).update(state="suspended")
    browser = club_browser()

    assert "Évry-la-Forêt" in browser.get("/compte/connexion/", {"q": "EVRY-LA"}).text
    assert "Montclair" not in browser.get("/compte/connexion/").text
    nothing = browser.get("/compte/connexion/", {"q": "zzz"}).text
    assert "Aucune ville de ce nom" in nothing


def test_an_evil_page_to_come_back_to_is_forgotten(club_browser):
    page = club_browser().get("/compte/connexion/", {"next": "//mechant.fr/"}).text

    assert "mechant" not in page


def test_the_door_itself_is_no_page(club_browser):
    assert club_browser().get("/entree/")["Location"] == "/compte/connexion/"


def test_one_signs_out_by_a_button(club_browser, member_a):
    browser = club_browser(member_a)
    assert "Me déconnecter" in browser.get("/compte/deconnexion/").text
    assert browser.get("/moi/").status_code == 200

    browser.post("/compte/deconnexion/")

    assert browser.get("/moi/").status_code == 302
