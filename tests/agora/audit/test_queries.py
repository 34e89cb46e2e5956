from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from agora.action import Line
from agora.audit import queries
from agora.audit.models import Entry
from agora.audit.queries import entries, history_of, journal, told, verbs_seen
from agora.audit.recorder import record
from agora.audit.registries import sentence, sentences
from agora.rules import SYSTEM
from tests.factories.people import make_user


@pytest.fixture
def said(city):
    """Words for the verb of these tests."""
    with sentences.lending("test.done", "a fait un essai"):
        yield


def write(count=1, *, verb="test.done", actor=SYSTEM, refs=()):
    for _ in range(count):
        record([Line(verb, actor, (refs or [""])[0], list(refs))])


def test_verbs_are_said_in_plain_words(said):
    assert sentence("test.done") == "a fait un essai"
    assert sentence("test.gone") == "test.gone"


def test_filters_keep_what_was_asked(said):
    lila = make_user()
    write(verb="test.done", actor=lila, refs=["VN-PROP-2026-01-1"])
    write(verb="test.other")
    write(verb="test.done", actor=AnonymousUser())

    def verbs(**filters):
        found = entries(filters).filter(verb__startswith="test.")
        return sorted(found.values_list("verb", "actor_kind"))

    assert verbs(verb="test.other") == [("test.other", "system")]
    assert verbs(person=str(lila.pk)) == [("test.done", "person")]
    assert verbs(person="nobody") == [("test.done", "nobody")]
    assert verbs(person="rubbish") == []
    assert verbs(obj="VN-PROP-2026-01-1") == [("test.done", "person")]
    assert verbs(obj="VN-PROP") == []


def test_a_period_holds_both_its_days(said):
    write()
    today = Entry.objects.latest("pk").at.date()

    assert entries({"since": today - timedelta(1), "until": today + timedelta(1)}).exists()
    assert not entries({"since": today + timedelta(2)}).exists()
    assert not entries({"until": date(2000, 1, 1)}).exists()


def test_pages_go_by_key_both_ways(said, monkeypatch):
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    write(5)
    keys = list(Entry.objects.filter(verb="test.done").order_by("-pk").values_list("pk", flat=True))
    only = {"verb": "test.done"}

    first = journal(only)
    second = journal(only, before=first.older)
    third = journal(only, before=second.older)

    def numbers(page):
        return [line.entry.pk for line in page.lines]

    assert [numbers(page) for page in (first, second, third)] == [keys[:2], keys[2:4], keys[4:]]
    assert (first.newer, third.older) == (None, None)
    assert numbers(journal(only, after=third.newer)) == keys[2:4]
    back = journal(only, after=second.newer)
    assert numbers(back) == keys[:2]
    assert back.newer is None
    assert journal({"verb": "test.never"}).lines == []


def test_names_cost_one_query_however_many_lines(said, django_assert_num_queries):
    for _ in range(3):
        write(actor=make_user())
    with django_assert_num_queries(2):
        assert len(journal({"verb": "test.done"}).lines) == 3


def test_everybody_who_acts_has_a_name(said):
    lila = make_user(pseudonym="Lila")
    write(actor=lila)
    write(actor=AnonymousUser())
    write()
    Entry.objects.create(verb="test.done", actor_kind="operator", actor_label="Dominique")
    Entry.objects.create(verb="test.done", actor_kind="person", actor_id=10**9)

    names = [line.who for line in told(entries({"verb": "test.done"}).order_by("pk"))]

    assert names == [
        "Lila",
        "Quelqu’un sans compte",
        "Le système",
        "Dominique (exploitant)",
        "Compte supprimé",
    ]


def test_the_history_of_an_object_is_told_newest_first(said):
    lila = make_user()
    write(actor=lila, refs=["x:1", lila.reference])
    write(verb="test.other", refs=[f"accounts.user:{lila.pk}"])
    write(refs=["accounts.user:999999"])

    assert [line.entry.verb for line in history_of(lila)] == ["test.other", "test.done"]
    assert len(history_of(lila, limit=1)) == 1


def test_only_verbs_of_this_journal_are_offered(said):
    write()

    assert ("test.done", "a fait un essai") in verbs_seen()
    assert "test.never" not in dict(verbs_seen())
