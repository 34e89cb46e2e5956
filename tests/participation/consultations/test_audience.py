"""Whom notices about a consultation are for."""

from participation.consultations.audience import followers, team_of
from participation.follows.actions import follow
from tests.factories.consultations import make_consultation, make_member
from tests.factories.people import make_staff, make_user


def test_followers_are_told_and_others_are_not(city):
    curious, consultation = make_user(), make_consultation()
    make_user()
    follow(actor=curious, consultation=consultation)

    assert list(followers(consultation)) == [curious]


def test_the_team_is_its_members_and_who_owes_the_answer(city):
    member, owner = make_staff(), make_staff()
    consultation = make_consultation(restitution_owner=owner)
    make_member(member, "project_officer", consultation=consultation)

    assert set(team_of(consultation)) == {member, owner}
