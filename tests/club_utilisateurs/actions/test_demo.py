"""The demonstration's own writes in the club."""

import uuid

import pytest

from agora.rules import SYSTEM, Refused
from club_utilisateurs.actions.demo import load_marks, load_talk, make_member
from club_utilisateurs.models import Category, Member


def test_nobody_but_the_machine_loads(in_club, member_a):
    actor = Member.objects.get(pk=member_a.pk).account
    for verb in (
        lambda: make_member(actor=actor, member=Member(name="X")),
        lambda: load_talk(actor=actor, categories=[Category(slug="x", name="X")]),
        lambda: load_marks(
            actor=actor, topics=[], tagged=[], reactions=[], mentions=[], follows=[], read=[]
        ),
    ):
        with pytest.raises(Refused):
            verb()
    assert not Category.objects.filter(slug="x").exists()


def test_an_invented_member_opens_nothing_by_a_password(in_club):
    member = make_member(actor=SYSTEM, member=Member(name="Odile", staff_uid=uuid.uuid4()))

    assert not member.account.has_usable_password()
    assert member.has_agreed
    assert member.account.email.endswith("@membre.invalid")
