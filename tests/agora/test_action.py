from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from agora import action as actions
from agora.action import NoRecorder, action, city_lock, may, reference_of, verbs
from agora.audit.models import Entry
from agora.context import public
from agora.notices.models import Preference
from agora.registry import RegistrationError
from agora.rules import SYSTEM, Refused, anyone, signed_in
from tests.factories.people import make_user

NOBODY = AnonymousUser()


@pytest.fixture(autouse=True)
def no_verb_stays():
    """Forget the verbs a test declares."""
    before = set(verbs)
    yield
    for name in set(verbs) - before:
        verbs.forget(name)


def chooser(rule=anyone, **options):
    """An action that writes one row."""

    @action("test.chosen", rule=rule, **options)
    def choose(*, actor, user, kind="x"):
        return Preference.objects.create(user=user, kind=kind, rhythm="now")

    return choose


def holds_city_lock():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock'"
            " AND pid = pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def test_an_action_writes_and_leaves_one_line(city):
    user = make_user()

    row = chooser()(actor=user, user=user)

    line = Entry.objects.latest("pk")
    assert Preference.objects.get() == row
    assert (line.verb, line.actor_id) == ("test.chosen", user.pk)
    assert line.obj == f"notices.preference:{row.pk}"
    assert line.refs == [line.obj, user.reference]


def test_refused_writes_nothing_and_leaves_no_line(city):
    user = make_user()

    with pytest.raises(Refused, match=r"test\.chosen"):
        chooser(signed_in)(actor=NOBODY, user=user)

    assert not Preference.objects.exists()
    assert not Entry.objects.filter(verb="test.chosen").exists()


def test_an_error_takes_the_line_back_with_the_row(city):
    user = make_user()

    @action("test.broken", rule=anyone)
    def broken(*, actor):
        chooser()(actor=actor, user=user)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken(actor=user)

    assert not Preference.objects.exists()
    assert not Entry.objects.filter(verb__startswith="test.").exists()


def test_the_rule_is_asked_inside_the_transaction_under_the_lock_of_the_city(city):
    seen = []

    def watch(*, actor):
        seen.append((connection.in_atomic_block, holds_city_lock()))
        return True

    @action("test.watched", rule=watch)
    def watched(*, actor):
        return None

    watched(actor=NOBODY)

    assert seen == [(True, 1)]


def test_nested_actions_share_the_lock_and_keep_their_own_lines(city, django_assert_num_queries):
    user = make_user()

    @action("test.outer", rule=anyone)
    def outer(*, actor, user):
        chooser()(actor=actor, user=user)
        return user

    with django_assert_num_queries(5):  # a savepoint and its release, a lock, a row, the lines
        outer(actor=user, user=user)

    lines = Entry.objects.filter(verb__startswith="test.").order_by("pk")
    assert list(lines.values_list("verb", flat=True)) == ["test.chosen", "test.outer"]


def test_outside_cities_no_city_is_locked(db):
    @action("test.watched", rule=anyone)
    def watched(*, actor):
        return holds_city_lock()

    with public():
        assert watched(actor=NOBODY) == 0
        assert Entry.objects.filter(verb="test.watched").count() == 1


def test_operators_are_refused_unless_the_verb_is_theirs_too(city):
    user = make_user()
    operator = SimpleNamespace(is_authenticated=True, is_operator=True, pk=9)

    with pytest.raises(Refused):
        chooser()(actor=operator, user=user)
    verbs.forget("test.chosen")
    chooser(operator=True)(actor=operator, user=user)

    assert Entry.objects.get(verb="test.chosen").actor_kind == "operator"


def test_the_system_passes_every_rule(city):
    def never(*, actor):
        return False

    chooser(never)(actor=SYSTEM, user=make_user())

    assert Entry.objects.get(verb="test.chosen").actor_kind == "system"


def test_a_rule_sees_the_defaults_of_the_action(city):
    def is_x(*, actor, kind):
        return kind == "x"

    choose = chooser(is_x)
    user = make_user()

    choose(actor=user, user=user)
    with pytest.raises(Refused):
        choose(actor=user, user=user, kind="y")


def test_pages_may_ask_what_would_be_allowed(city):
    choose = chooser(signed_in)
    operator = SimpleNamespace(is_authenticated=True, is_operator=True)

    assert may(choose, actor=make_user())
    assert not may(choose, actor=NOBODY)
    assert not may(choose, actor=operator)


def test_without_journal_nothing_is_written(city, monkeypatch):
    monkeypatch.setattr(actions, "_recorder", None)
    user = make_user()

    with pytest.raises(NoRecorder):
        chooser()(actor=user, user=user)

    assert not Preference.objects.exists()


def test_an_action_takes_keyword_arguments_only():
    with pytest.raises(RegistrationError, match="keyword-only"):

        @action("test.positional", rule=anyone)
        def positional(actor):
            return None


def test_an_action_says_who_acts():
    with pytest.raises(RegistrationError, match="who acts"):

        @action("test.nobody", rule=anyone)
        def nobody(*, word):
            return None


def test_a_rule_may_not_ask_what_the_action_lacks():
    def about_word(*, actor, word):
        return True

    with pytest.raises(RegistrationError, match="word"):

        @action("test.lacking", rule=about_word)
        def lacking(*, actor):
            return None

    assert "test.lacking" not in verbs


def test_a_verb_is_one_action():
    chooser()

    with pytest.raises(RegistrationError, match="twice"):
        chooser()


def test_references_name_objects_without_their_words(city):
    user = make_user()

    assert reference_of(user) == f"accounts.user:{user.uid}"
    assert reference_of(Preference(pk=7)) == "notices.preference:7"
    assert reference_of("some words") == ""


def test_texts_and_rows_not_saved_leave_no_reference(city):
    @action("test.said", rule=anyone)
    def say(*, actor, words, row):
        return None

    say(actor=NOBODY, words="bonjour", row=Preference())

    line = Entry.objects.get(verb="test.said")
    assert (line.obj, line.refs) == ("", [])


def test_each_city_has_its_own_lock():
    assert city_lock("t_a") != city_lock("t_b")
    assert -(2**63) <= city_lock("t_a") < 2**63
