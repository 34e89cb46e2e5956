"""Who may, about accounts."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from agora.accounts import rules
from agora.accounts.models import Invitation
from tests.factories.people import make_staff, make_user

VISITOR = AnonymousUser()


def test_only_visitors_open_an_account(city):
    assert rules.signed_out(actor=VISITOR)
    assert not rules.signed_out(actor=make_user())


def test_only_oneself_changes_an_account(city):
    me, other = make_user(), make_user()

    assert rules.is_self(actor=me, user=me)
    assert not rules.is_self(actor=other, user=me)
    assert not rules.is_self(actor=VISITOR, user=me)


def test_only_the_director_leads_the_team(city):
    assert rules.leads_team(actor=make_staff("director"))
    assert not rules.leads_team(actor=make_staff("communication"))
    assert not rules.leads_team(actor=make_user())
    assert not rules.leads_team(actor=VISITOR)


def test_nobody_changes_their_own_rights(city):
    me, other = make_staff("director"), make_staff("reception")

    assert rules.changes_member(actor=me, user=other)
    assert not rules.changes_member(actor=me, user=me)
    assert not rules.changes_member(actor=other, user=me)


def test_an_invitation_is_for_its_address_while_it_works(city):
    invitation = Invitation(
        email="zoe@exemple.fr", roles=[], expires_at=timezone.now() + timedelta(days=1)
    )

    assert rules.holds_invitation(actor=VISITOR, invitation=invitation)
    assert rules.holds_invitation(actor=make_user(email="zoe@exemple.fr"), invitation=invitation)
    assert not rules.holds_invitation(actor=make_user(), invitation=invitation)
    invitation.expires_at = timezone.now()
    assert not rules.holds_invitation(actor=VISITOR, invitation=invitation)
