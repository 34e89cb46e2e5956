from django.contrib.auth.models import AnonymousUser

from agora.notices.rules import can_choose
from tests.factories.people import make_user


def test_one_chooses_for_oneself_alone(city):
    lila, ana = make_user(), make_user()

    assert can_choose(actor=lila, person=lila)
    assert not can_choose(actor=ana, person=lila)
    assert not can_choose(actor=AnonymousUser(), person=lila)
