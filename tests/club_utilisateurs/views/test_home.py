"""The front page, as a member finds it."""

import pytest

from club_utilisateurs.models import Follow
from tests.factories.club import make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_club")]


def test_the_front_page_says_what_waits_for_this_member(club_browser, member_a, member_b):
    make_topic(member_a, "Pour vous", asked_city_id=member_b.city_id)
    make_topic(member_a, "À l’aide")
    followed = make_topic(member_a, "Suivi", kind="idea")
    make_topic(member_a, "Rencontre", kind="news")
    Follow.objects.create(member=member_b, topic=followed)

    page = club_browser(member_b).get("/").text

    for part, title in (
        ("On demande à votre ville", "Pour vous"),
        ("Du nouveau dans ce que vous suivez", "Suivi"),
        ("Votre ville peut aider", "À l’aide"),
        ("Annonces", "Rencontre"),
    ):
        assert title in page.partition(part)[2]
    assert "2 sujets qui vous concernent ont du nouveau." in page
    assert page.count("btn-main") == 2  # one on a wide screen, one in the bar of a phone


def test_a_quiet_club_says_what_to_do(club_browser, member_b):
    page = club_browser(member_b).get("/").text

    assert "Rien ne vous attend" in page
    assert "Vous avez tout lu de ce qui vous concerne." in page
