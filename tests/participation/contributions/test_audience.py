"""Notices about words go to whoever wrote them."""

from participation.contributions.audience import author_of
from tests.factories.contributions import make_contribution
from tests.factories.people import make_user


def test_the_author_and_nobody_when_there_is_no_account(city):
    person = make_user()
    make_user()

    assert list(author_of(make_contribution(author=person))) == [person]
    assert list(author_of(make_contribution())) == []
