"""Jobs of the club run in the club."""

from agora.context import club, state
from agora.jobs.running import perform
from club_utilisateurs.models import Member
from tests.harness.clients import outside


def members():
    def count():
        with club():
            return Member.objects.count()

    return outside(count)


def test_outside_the_demonstration_nobody_is_invented(twelve_cities, settings):
    settings.DEMO = False
    perform("club_utilisateurs.write_demo", {})

    assert members() == 0
    assert state() == "none"


def test_the_demonstration_fills_the_club_once(twelve_cities, settings):
    settings.DEMO = True
    perform("club_utilisateurs.write_demo", {})
    once = members()
    perform("club_utilisateurs.write_demo", {})

    assert members() == once > 0
