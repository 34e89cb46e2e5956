"""Who the session says you are."""

from django.db.models import Value

from agora.accounts.backend import PeopleBackend
from agora.accounts.registries import PersonFact, person_facts
from agora.context import enter, public
from agora.rules import held_roles
from tests.factories.people import make_staff, make_user


def test_a_person_and_their_jobs_come_in_one_query(city, django_assert_num_queries):
    member = make_staff("reception", "communication")

    with django_assert_num_queries(1):
        found = PeopleBackend().get_user(member.pk)
        assert held_roles(found) == {"reception", "communication"}


def test_a_closed_or_unknown_account_is_nobody(city):
    closed = make_user(is_active=False)

    assert PeopleBackend().get_user(closed.pk) is None
    assert PeopleBackend().get_user(0) is None


def test_nothing_is_granted_by_django_permissions(city):
    assert not PeopleBackend().has_perm(make_staff(), "auth.add_user")


def test_a_slice_s_fact_comes_in_the_same_query_where_it_is_asked(
    cities, django_assert_num_queries
):
    fact = PersonFact(lambda: Value(7))
    with person_facts.lending("test_fact", fact):
        with enter(cities["villeneuve"]):
            member = make_staff()
            with django_assert_num_queries(1):
                assert PeopleBackend().get_user(member.pk).test_fact == 7
        with public():
            assert not hasattr(PeopleBackend().get_user(make_staff().pk), "test_fact")
