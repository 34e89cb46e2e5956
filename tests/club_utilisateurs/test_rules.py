"""Who may do what in the club."""

import pytest
from django.contrib.auth.models import AnonymousUser

from agora.rules import SYSTEM
from club_utilisateurs import rules
from club_utilisateurs.models import Member
from tests.factories.club import make_member

pytestmark = pytest.mark.django_db


def account(member):
    return Member.objects.select_related("account").get(pk=member.pk).account


def test_the_machine_passes(in_club):
    for rule in (rules.has_entered, rules.is_member, rules.facilitates, rules.machine_only):
        assert rule(actor=SYSTEM)


def test_nobody_and_whoever_has_no_grant_are_nothing(in_club, cities):
    out = make_member(cities["villeneuve"]).account
    for rule in (rules.has_entered, rules.is_member, rules.facilitates, rules.machine_only):
        assert not rule(actor=AnonymousUser())
        assert not rule(actor=out)


def test_a_member_is_whoever_agreed(in_club, member_a):
    assert rules.is_member(actor=account(member_a))
    Member.objects.update(charter_version="")

    assert rules.has_entered(actor=account(member_a))
    assert not rules.is_member(actor=account(member_a))


def test_the_providers_people_alone_look_after_the_club(in_club, member_a, facilitator):
    assert rules.facilitates(actor=account(facilitator))
    assert not rules.facilitates(actor=account(member_a))
    assert not rules.machine_only(actor=account(facilitator))


def test_one_s_own_place_is_nobody_else_s(in_club, cities, member_a, member_b):
    assert rules.is_own_place(actor=account(member_a), member=member_a)
    assert not rules.is_own_place(actor=account(member_a), member=member_b)
    assert not rules.is_own_place(actor=AnonymousUser(), member=member_a)
    out = make_member(cities["villeneuve"])
    assert not rules.is_own_place(actor=out.account, member=out)
