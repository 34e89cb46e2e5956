"""The link of the goodbye by itself."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from club_utilisateurs import farewell
from club_utilisateurs.models import Member
from tests.harness.stand_ins import stand_in


def test_each_link_names_the_member_and_serves_once():
    member = Member()
    first, second = (farewell.read(farewell.token_for(member)) for _ in range(2))

    assert first.member == second.member == member.uid
    assert first.jti != second.jti


def test_another_paper_of_ours_is_no_such_link():
    with pytest.raises(farewell.BadLink):
        farewell.read(signing.dumps({"member": str(Member().uid), "jti": "x"}, salt="autre"))


def test_an_old_link_is_over(monkeypatch):
    token = farewell.token_for(Member())
    later = (timezone.now() + timedelta(days=8)).timestamp()
    stand_in(monkeypatch, signing, "time", time=lambda: later)

    with pytest.raises(farewell.BadLink):
        farewell.read(token)
