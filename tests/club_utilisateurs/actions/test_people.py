"""Writes about members: who may, and what they leave."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from agora.accounts.models import User
from agora.audit.models import Entry
from agora.rules import SYSTEM, Refused
from club_utilisateurs import gate
from club_utilisateurs.actions import people
from club_utilisateurs.models import CHARTER_VERSION, Member, PassUse
from tenants.disclosure import passes
from tests.factories.club import make_member
from tests.factories.passes import a_pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(member_a, cities, in_club):
    """A good pass of Samira."""
    return passes.read(a_pass(cities["villeneuve"], member_a.staff_uid), at=timezone.now())


def mine(member):
    return Member.objects.select_related("account").get(pk=member.pk)


def test_only_the_door_lets_in(said, member_a):
    for actor in (mine(member_a).account, AnonymousUser()):
        with pytest.raises(Refused):
            people.enter_club(actor=actor, said=said)
    assert not PassUse.objects.exists()


def test_entering_twice_with_one_pass_is_refused_and_leaves_one_line(said):
    people.enter_club(actor=SYSTEM, said=said)
    with pytest.raises(gate.Replayed):
        people.enter_club(actor=SYSTEM, said=said)

    assert Entry.objects.filter(verb="member.entered").count() == 1


def test_who_came_back_is_no_more_written_as_gone(said, member_a):
    Member.objects.filter(pk=member_a.pk).update(left_at=timezone.now(), keeps_name=False)

    entered = people.enter_club(actor=SYSTEM, said=said)

    assert (entered.pk, entered.left_at, entered.keeps_name) == (member_a.pk, None, False)
    assert entered.has_agreed


def test_a_member_that_another_pass_made_a_moment_ago_is_taken_as_it_is(said, monkeypatch):
    # The race of two first entries: the second one looked before the first one wrote.
    found, looks = people._found, []

    def late(asked):
        looks.append(asked)
        return None if len(looks) == 1 else found(asked)

    monkeypatch.setattr(people, "_found", late)
    entered = people.enter_club(actor=SYSTEM, said=said)

    assert entered.name == said.name
    assert Member.objects.count() == User.objects.count() == 1


def test_a_member_decides_for_themselves_alone(in_club, member_a, member_b):
    account = mine(member_b).account
    shown = {"shows_name": False, "shows_title": False}
    for deed in (
        lambda: people.agree(actor=account, member=mine(member_a), **shown),
        lambda: people.change_shown(
            actor=account, member=mine(member_a), keeps_name=False, **shown
        ),
        lambda: people.leave_club(actor=account, member=mine(member_a), keeps_name=False),
        lambda: people.note_departure(actor=account, member=mine(member_a)),
        lambda: people.settle_name(
            actor=account, member=mine(member_a), jti=uuid.uuid4(), keeps_name=False
        ),
    ):
        with pytest.raises(Refused):
            deed()
    same = mine(member_a)
    assert (same.shows_name, same.keeps_name, same.left_at) == (True, True, None)


def test_somebody_who_is_out_changes_nothing_more(in_club, cities):
    member = make_member(cities["villeneuve"])  # and no grant

    with pytest.raises(Refused):
        people.leave_club(actor=member.account, member=member, keeps_name=False)


def test_agreeing_notes_which_charter_and_when(in_club, member_a):
    Member.objects.filter(pk=member_a.pk).update(charter_version="", charter_accepted_at=None)
    member = mine(member_a)

    people.agree(actor=member.account, member=member, shows_name=False, shows_title=True)

    now = mine(member_a)
    assert now.charter_version == CHARTER_VERSION
    assert now.charter_accepted_at is not None
    assert (now.shows_name, now.shows_title) == (False, True)
