"""Jobs of the club run in the club."""

from agora.context import club, state
from agora.jobs.running import perform
from club_utilisateurs.models import Member
from tests.factories.club import grant
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


def test_those_who_are_out_are_written_as_gone_though_they_never_came_back(
    cities, member_a, member_b, facilitator
):
    grant(cities["villeneuve"], member_a.staff_uid, active=False)
    grant(None, facilitator.staff_uid, active=False)
    perform("club_utilisateurs.note_departures", {})
    once = departures()
    perform("club_utilisateurs.note_departures", {})

    assert set(once) == {member_a.pk, facilitator.pk}
    assert departures() == once


def departures():
    with club():
        gone = Member.objects.exclude(left_at=None)
        return dict(gone.values_list("pk", "left_at"))
