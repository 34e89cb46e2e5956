import pytest
from django.contrib.auth.models import AnonymousUser

from agora.audit.rules import can_read_journal
from agora.context import public
from tests.factories.people import make_staff, make_user


@pytest.mark.parametrize("role", ["director", "platform_officer"])
def test_those_who_answer_for_the_platform_read_the_journal(city, role):
    assert can_read_journal(actor=make_staff(role))


def test_the_others_do_not(city):
    assert not can_read_journal(actor=AnonymousUser())
    assert not can_read_journal(actor=make_user())
    assert not can_read_journal(actor=make_staff("reception"))


def test_at_the_provider_s_its_people_read_it(db):
    with public():
        assert can_read_journal(actor=make_user())
        assert not can_read_journal(actor=AnonymousUser())
