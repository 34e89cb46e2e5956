"""Reads of our blueprints."""

from agora.accounts.queries import team
from agora.rules import SYSTEM
from participation.consultations.models import State
from participation.sharing.queries import blueprints as reads
from tenants.actions.sharing import withdraw_blueprint
from tests.factories.blueprints import make_blueprint, offer
from tests.factories.consultations import make_consultation
from tests.factories.people import make_staff


def test_the_shelf_shows_the_last_version_of_each(city, django_assert_num_queries):
    one = offer(make_blueprint())
    offer(make_blueprint(uid=one.uid, version=2))
    offer(make_blueprint())
    with django_assert_num_queries(1):
        rows = reads.shelf()

    assert sorted(row.version for row in rows) == [1, 2]
    assert reads.next_version(one.uid) == 3
    assert [row.version for row in reads.versions(one.uid)] == [2, 1]


def test_one_withdrawn_is_off_the_shelf_and_offered_to_nobody(city):
    one = offer(make_blueprint())
    assert reads.on_shelf(one.uid)
    assert reads.offered(one.uid, 1).title == one.title
    withdraw_blueprint(actor=SYSTEM, uid=one.uid)

    assert not reads.on_shelf(one.uid)
    assert reads.offered(one.uid, 1) is None
    assert reads.own_file(one.uid, 1) is not None


def test_only_what_has_begun_can_be_given(city):
    for state in (State.DRAFT, State.CANCELLED, State.SCHEDULED):
        make_consultation(state)
    kept = make_consultation(State.CLOSED)

    assert [one.pk for one in reads.givable()] == [kept.pk]


def test_the_names_looked_for_are_those_of_the_team(city):
    make_staff(full_name="Hélène Vasseur-Toma")
    assert "Hélène Vasseur-Toma" in reads.names_of_team(team())
