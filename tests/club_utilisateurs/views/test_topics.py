"""The list of topics and the page of one, as members read them."""

import pytest

from tests.factories.club import make_answer, make_topic

pytestmark = pytest.mark.django_db


def test_smoke(member_a, member_b, club_browser, in_club):
    topic = make_topic(member_a)
    make_answer(topic, member_b)
    browser = club_browser(member_b)
    for path in (
        "/",
        "/sujets/",
        f"/sujets/{topic.pk}/",
        "/recherche/?q=temps",
        "/sujets/proches/?titre=comment restituer",
    ):
        answer = browser.get(path)
        open(
            f"/tmp/read_{path.strip('/').replace('/', '_').partition('?')[0] or 'home'}.html", "w"
        ).write(answer.text)
        assert answer.status_code == 200, answer.text[:3000]
