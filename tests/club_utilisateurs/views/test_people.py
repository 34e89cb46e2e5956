"""A member's own pages: the first entry, what is shown, leaving, what becomes of a name."""

import re

import pytest

from agora.context import club
from club_utilisateurs import farewell
from club_utilisateurs.models import CHARTER_VERSION, Member
from tests.factories.club import grant, make_member
from tests.factories.passes import a_pass, origin_of, show
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db


def read(member):
    def visit():
        with club():
            return Member.objects.get(pk=member.pk)

    return outside(visit)


@pytest.fixture
def newcomer(cities, warm_directory):
    with club():
        member = make_member(cities["villeneuve"], name="Samira Ould-Kaci", charter_version="")
    grant(cities["villeneuve"], member.staff_uid)
    return member


def token_of(member):
    with club():
        return farewell.token_for(member)


def test_the_charter_is_for_everybody(club_browser):
    page = club_browser().get("/charte/").text

    assert "La charte du club" in page
    assert CHARTER_VERSION in page


def test_the_first_entry_shows_the_charter_and_my_signature_as_others_read_it(
    club_browser, newcomer
):
    page = club_browser(newcomer).get("/bienvenue/").text

    assert "On ne nomme jamais un habitant." in page
    assert "<b>Samira Ould-Kaci</b>" in page
    assert page.count('class="mark"') == 2


def test_agreeing_opens_the_page_one_wanted(club_browser, newcomer):
    browser = club_browser(newcomer)

    answer = browser.post(
        "/bienvenue/", {"agrees": "on", "shows_title": "on", "suite": "/annuaire/"}
    )

    assert answer["Location"] == "/annuaire/"
    now = read(newcomer)
    assert (now.has_agreed, now.shows_name, now.shows_title) == (True, False, True)
    assert now.charter_accepted_at is not None
    assert browser.get("/").status_code == 200


def test_agreeing_leads_to_no_other_site(club_browser, newcomer):
    answer = club_browser(newcomer).post("/bienvenue/", {"agrees": "on", "suite": "//mechant.fr"})

    assert answer["Location"] == "/"


def test_without_agreeing_nothing_is_opened_and_what_was_ticked_stays(club_browser, newcomer):
    browser = club_browser(newcomer)
    answer = browser.post("/bienvenue/", {"shows_title": "on", "suite": "/annuaire/"})

    assert answer.status_code == 422
    assert answer.text.count("Cochez la case pour entrer") == 2
    assert 'name="suite" value="/annuaire/"' in answer.text
    assert not read(newcomer).has_agreed
    assert browser.get("/").status_code == 302


def test_what_is_shown_is_changed_at_any_time(club_browser, member_a):
    browser = club_browser(member_a)
    assert "Samira Ould-Kaci" in browser.get("/moi/").text

    answer = browser.post("/moi/", {"shows_title": "on", "keeps_name": "no"})

    assert answer["Location"] == "/moi/"
    now = read(member_a)
    assert (now.shows_name, now.shows_title, now.keeps_name) == (False, True, False)
    page = browser.get("/moi/").text
    assert "C’est enregistré." in page
    assert "<b>Samira Ould-Kaci</b>" not in page


def test_a_choice_that_is_none_is_said(club_browser, member_a):
    answer = club_browser(member_a).post("/moi/", {"keeps_name": "peut-être"})

    assert answer.status_code == 422
    assert read(member_a).keeps_name


def test_my_page_links_only_to_what_exists(club_browser, member_a):
    browser = club_browser(member_a)
    links = set(re.findall(r'<li><a href="(/[^"]*)"', browser.get("/moi/").text))

    assert "/mon-espace/notifications/" in links
    for link in links:
        assert browser.get(link).status_code == 200, link


def test_leaving_is_one_s_own_will_and_one_may_come_back(club_browser, member_a, cities):
    browser = club_browser(member_a)
    assert "Quitter le club" in browser.get("/moi/quitter/").text

    answer = browser.post("/moi/quitter/", {"keeps_name": "no"})

    assert "Votre choix est noté" in answer.text
    left = read(member_a)
    assert (left.left_at is not None, left.keeps_name, left.shown_name) == (True, False, "")
    assert browser.get("/").status_code == 302

    token = a_pass(cities["villeneuve"], left.staff_uid)
    show(browser, token, origin=origin_of(cities["villeneuve"]))
    assert read(member_a).left_at is None
    assert browser.get("/")["Location"] == "/bienvenue/"


def test_leaving_elsewhere_ends_this_session_too(club_browser, member_a):
    here, there = club_browser(member_a), club_browser(member_a)
    here.post("/moi/quitter/", {"keeps_name": "yes"})

    assert there.get("/moi/").status_code == 403


def test_leaving_asks_what_becomes_of_the_name(club_browser, member_a):
    answer = club_browser(member_a).post("/moi/quitter/", {"keeps_name": ""})

    assert answer.status_code == 422
    assert read(member_a).left_at is None


def test_the_link_of_the_goodbye_drops_a_name_once(club_browser, member_a):
    link = f"/au-revoir/{token_of(member_a)}/"
    browser = club_browser()
    assert "Enregistrer mon choix" in browser.get(link).text

    assert "Votre choix est noté" in browser.post(link, {"keeps_name": "no"}).text
    assert not read(member_a).keeps_name

    again = browser.post(link, {"keeps_name": "yes"})
    assert again.status_code == 410
    assert not read(member_a).keeps_name


def test_an_empty_choice_does_not_use_the_link_up(club_browser, member_a):
    link = f"/au-revoir/{token_of(member_a)}/"
    browser = club_browser()

    assert browser.post(link, {"keeps_name": ""}).status_code == 422
    assert "Votre choix est noté" in browser.post(link, {"keeps_name": "no"}).text


def test_a_link_that_is_not_ours_changes_nobody(club_browser, member_a):
    good = token_of(member_a)
    with club():
        ghost = farewell.token_for(Member())
    for token in ("x", good[:-2], ghost):
        answer = club_browser().post(f"/au-revoir/{token}/", {"keeps_name": "no"})
        assert answer.status_code == 410
        assert "Ce lien a déjà servi" in answer.text
    assert read(member_a).keeps_name
