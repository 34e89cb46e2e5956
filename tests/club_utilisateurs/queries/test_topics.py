"""Lists of topics, and one topic."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from club_utilisateurs.models import Category, Follow, ReadMark, Tag, Topic
from club_utilisateurs.queries.topics import (
    as_rows,
    categories,
    cities_of,
    tag_named,
    topic_or_404,
    topics_of,
)
from club_utilisateurs.reading import note_read
from tests.factories.club import make_answer, make_category, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_club")]


def titles(member, **filters):
    return [topic.title for topic in topics_of(member, filters)]


def test_the_latest_said_comes_first_and_hidden_topics_never(member_a):
    first, second, hidden = (make_topic(member_a, name) for name in ("un", "deux", "trois"))
    now = timezone.now()
    Topic.objects.filter(pk=first.pk).update(last_at=now + timedelta(hours=1))
    Topic.objects.filter(pk=second.pk).update(last_at=now)
    Topic.objects.filter(pk=hidden.pk).update(last_at=now + timedelta(hours=2), hidden_at=now)

    assert titles(member_a) == ["un", "deux"]


def test_by_category_kind_and_tag(member_a):
    shelf = make_category("Mobiliser", "mobiliser")
    tagged = make_topic(member_a, "affiches", category=shelf, kind="idea")
    tagged.tags.add(Tag.objects.create(slug="papier", name="papier"))
    make_topic(member_a, "autre")

    assert titles(member_a, rubrique="mobiliser") == ["affiches"]
    assert titles(member_a, genre="idea") == ["affiches"]
    assert titles(member_a, mot="papier") == ["affiches"]
    assert titles(member_a, genre="question") == ["autre"]
    assert titles(member_a, mot="inconnu") == []


def test_questions_without_an_answer_and_those_that_are_solved(member_a, member_b):
    make_topic(member_a, "seule")
    make_topic(member_a, "annonce", kind="news")
    answered, solved = make_topic(member_a, "discutée"), make_topic(member_a, "résolue")
    make_answer(answered, member_b)
    solved.accepted = make_answer(solved, member_b)
    solved.save()

    assert titles(member_a, etat="sans-reponse") == ["seule"]
    assert titles(member_a, etat="resolue") == ["résolue"]


def test_what_one_follows_by_topic_or_by_category_but_what_was_silenced(member_a, member_b):
    shelf = make_category("Mobiliser", "mobiliser")
    chosen = make_topic(member_a, "choisi")
    make_topic(member_a, "de la rubrique", category=shelf)
    silenced = make_topic(member_a, "muet", category=shelf)
    make_topic(member_a, "autre")
    Follow.objects.create(member=member_b, topic=chosen)
    Follow.objects.create(member=member_b, category=shelf)
    Follow.objects.create(member=member_b, topic=silenced, muted=True)

    assert sorted(titles(member_b, etat="suivis")) == ["choisi", "de la rubrique"]
    assert titles(member_a, etat="suivis") == []


def test_what_one_has_not_read(member_a, member_b):
    read = make_topic(member_a, "lu")
    make_topic(member_a, "pas lu")
    note_read(member=member_b.pk, topic=read.pk, number=1)

    assert titles(member_b, etat="non-lus") == ["pas lu"]


def test_a_line_is_read_in_one_query_whatever_the_rows(
    member_a, member_b, django_assert_num_queries
):
    for number in range(6):
        topic = make_topic(member_a, f"Sujet {number}")
        topic.tags.add(*(Tag.objects.get_or_create(slug=s, name=s)[0] for s in ("b", "a")))
    with django_assert_num_queries(1):
        rows = list(as_rows(topics_of(member_b, {})))
        shown = {(row.author.shown_name, row.category.name, row.author.city_id) for row in rows}
        words = [word["slug"] for word in rows[0].words]

    assert shown == {("Samira Ould-Kaci", "Restitution", member_a.city_id)}
    assert words == ["a", "b"]
    assert cities_of(rows) == {member_a.city_id, None}


def test_one_topic_says_how_far_it_was_read_and_by_how_many_cities(member_a, member_b, facilitator):
    topic = make_topic(member_a)
    for member in (member_a, member_b, facilitator):
        ReadMark.objects.create(member=member, topic=topic, last_number=1)
    Follow.objects.create(member=member_b, topic=topic, muted=True)

    found = topic_or_404(topic.pk, member_b)

    assert (found.read_to, found.read_by, found.muted) == (1, 2, True)
    assert topic_or_404(topic.pk, member_a).muted is None


def test_a_topic_nobody_opened_is_not_there(member_a):
    with pytest.raises(Http404):
        topic_or_404(999_999, member_a)


def test_shelves_stand_in_their_order_and_tags_have_names():
    Category.objects.all().delete()
    second, first = make_category("B", "b"), make_category("A", "a")
    second.position, first.position = 2, 1
    second.save()
    first.save()
    Tag.objects.create(slug="papier", name="Papier")

    assert categories() == [first, second]
    assert (str(tag_named("papier")), tag_named("rien")) == ("Papier", None)
