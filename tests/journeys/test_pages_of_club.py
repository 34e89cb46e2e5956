"""Every page of the club, and those by which a city gives to it and takes from it."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from club_utilisateurs.urls import urlpatterns
from tests.journeys import addresses
from tests.journeys.eyes import PATIENCE
from tests.journeys.stage import DEPUTY
from tests.journeys.stage_club import AGENT, CLUB_OPERATOR

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CLUB = settings.CLUB_HOST
# Buttons and files; `goodbye` is seen where a journey ends, in test_club.py.
SENT = {
    *("enter", "keep_new", "keep_answer", "follow", "follow_category", "accept", "thank", "keep"),
    *("drop_draft", "bring_back", "show_post", "keep_post", "reopen_reports", "move_topic"),
    *("move_back", "lock_topic", "unlock_topic", "show_shared", "use_blueprint"),
    *("blueprint_file", "goodbye"),
}


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="fr-FR")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def through_the_door(page, door):
    """Into the club by the page of one's own house."""
    page.goto(door)
    page.get_by_role("main").get_by_role("button", name="Entrer dans le club").click()
    page.wait_for_url(re.compile(r"//club\.localhost:\d+/"))
    assert "/compte/connexion/" not in page.url


def of_post(name, pk):
    return reverse(f"club_utilisateurs:{name}", settings.HOUSE_URLCONFS["club"], args=[pk])


def test_no_page_of_the_club_is_forgotten():
    asked = [name.split()[0] for name in (*addresses.CLUB, *addresses.CLUB_TEAM)]
    plain = {pattern.name for pattern in urlpatterns if "<" not in str(pattern.pattern)} - SENT

    assert {pattern.name for pattern in urlpatterns} == {*asked, *plain, *SENT, "report"}


def test_a_member_reads_every_page_of_the_club(site, club_life, page, look, sign_in):
    sign_in(page, site.url("/compte/connexion/"), AGENT)
    through_the_door(page, site.url("/gestion/club/"))

    paths = addresses.of_member(club_life.mine, club_life.topic)
    paths.append(of_post("report", club_life.answer))
    wrong = look(page, [site.url(path, CLUB) for path in paths], weighed=True)

    assert wrong == {}


def test_those_who_look_after_the_club_read_their_pages(site, club_life, page, look, sign_in):
    sign_in(page, site.console("/compte/connexion/"), CLUB_OPERATOR)
    through_the_door(page, site.console("/club/"))

    paths = addresses.of_club_team(club_life.answer, club_life.topic)
    wrong = look(page, [site.url(path, CLUB) for path in paths], weighed=True)

    assert wrong == {}


def test_a_visitor_reads_what_the_club_shows_to_all(site, club_life, page, look):
    urls = [site.url(path, CLUB) for path in addresses.of_club_visitor()]

    assert look(page, urls, visitor=True) == {}


def test_a_director_reads_the_pages_of_what_is_given_and_taken(
    site, club_life, page, look, sign_in
):
    sign_in(page, site.url("/compte/connexion/"), DEPUTY)

    paths = addresses.of_shared(site.city, club_life.kept)
    wrong = look(page, [site.url(path) for path in paths], at_desk=False)

    assert wrong == {}
