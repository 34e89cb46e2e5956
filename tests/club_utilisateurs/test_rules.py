"""Who may do what in the club."""

from agora.context import club
from agora.rules import SYSTEM
from club_utilisateurs import rules
from club_utilisateurs.models import Member
from tests.factories.club import grant, make_member


def account_of(member):
    return Member.objects.get(pk=member.pk).account


def allowed(actor):
    return {
        rule.__name__: rule(actor=actor)
        for rule in (rules.has_entered, rules.is_member, rules.facilitates, rules.machine_only)
    }


def test_the_machine_passes_everywhere(in_club):
    assert set(allowed(SYSTEM).values()) == {True}


def test_nobody_passes_nowhere(in_club):
    assert set(allowed(None).values()) == {False}


def test_a_member_takes_part_and_a_facilitator_looks_after(in_club, member_a, facilitator):
    assert allowed(account_of(member_a)) == {
        "has_entered": True, "is_member": True, "facilitates": False, "machine_only": False,
    }  # fmt: skip
    assert allowed(account_of(facilitator))["facilitates"]


def test_whoever_has_not_agreed_to_the_charter_has_entered_and_no_more(in_club, facilitator):
    Member.objects.filter(pk=facilitator.pk).update(charter_version="2020-01")

    assert allowed(account_of(facilitator)) == {
        "has_entered": True, "is_member": False, "facilitates": False, "machine_only": False,
    }  # fmt: skip


def test_whoever_lost_the_access_may_nothing(cities, member_a):
    grant(cities["villeneuve"], member_a.staff_uid, active=False)

    with club():
        assert set(allowed(account_of(member_a)).values()) == {False}


def test_one_s_own_place_is_nobody_else_s(in_club, cities, member_a, member_b):
    out = make_member(cities["villeneuve"])

    assert rules.is_own_place(actor=account_of(member_a), member=member_a)
    assert not rules.is_own_place(actor=account_of(member_a), member=member_b)
    assert not rules.is_own_place(actor=None, member=member_a)
    assert not rules.is_own_place(actor=out.account, member=out)
