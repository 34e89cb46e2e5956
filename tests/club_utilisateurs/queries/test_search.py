"""Words looked for in the club."""

import uuid

import pytest
from django.utils import timezone

from agora.context import owner
from club_utilisateurs.models import Post, Topic
from club_utilisateurs.queries import search
from club_utilisateurs.queries.search import (
    blueprints_with,
    estimated,
    latest_sheets,
    offered_blueprints,
    posts_with,
    sheets_with,
)
from tenants.models import SharedBlueprint, SharedSheet
from tests.factories.club import make_answer, make_category, make_topic
from tests.harness.clients import outside

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_club")]


def found(terms, **filters):
    return [post.body for post in posts_with(terms, **filters)]


def share_sheet(city, title, words="", **fields):
    def work():
        with owner():
            SharedSheet.objects.create(
                uid=uuid.uuid4(), city_id=city.id, subject_ref="c", title=title, words=words,
                content={}, by_label="", **fields,
            )  # fmt: skip

    outside(work)


def share_blueprint(city, title, *, uid=None, version=1, **fields):
    def work():
        with owner():
            SharedBlueprint.objects.create(
                uid=uid or uuid.uuid4(), version=version, city_id=city.id, city_name=city.name,
                title=title, manifest={}, content=b"a whole file", size=1, sha256="", by_label="",
                **fields,
            )  # fmt: skip

    outside(work)


@pytest.mark.parametrize(
    "words", ["restitutions", "RESTITUTION", "réunion publique", "reunions publiques"]
)
def test_words_are_found_by_their_stem_with_or_without_accents(member_a, words):
    topic = make_topic(member_a, body="Une restitution en réunion publique.")
    make_topic(member_a, "Autre chose", body="Rien à voir.")

    assert found(words) == [topic.posts.get().body]


def test_synonyms_are_found(member_a):
    make_topic(member_a, "Se déplacer", body="Une piste cyclable le long du canal.")

    assert found("vélo") == ["Une piste cyclable le long du canal."]


def test_the_title_counts_more_than_tags_and_tags_more_than_the_text(member_a):
    body, tags, title = (
        make_topic(member_a, name, body=name) for name in ("texte", "étiquette", "titre")
    )
    Post.objects.filter(topic=body).update(body="Un parasol", title="x")
    Post.objects.filter(topic=tags).update(body="étiqueté", tag_words="parasol", title="x")
    Post.objects.filter(topic=title).update(body="intitulé", title="Le parasol")

    assert found("parasol") == ["intitulé", "étiqueté", "Un parasol"]


def test_what_is_hidden_is_not_found(member_a, member_b):
    topic, gone = make_topic(member_a, body="Un parasol."), make_topic(member_a, body="parasol")
    hidden = make_answer(topic, member_b, "Un parasol caché.")
    Post.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    Topic.objects.filter(pk=gone.pk).update(hidden_at=timezone.now())

    assert found("parasol") == ["Un parasol."]


def test_by_category_and_by_kind(member_a):
    shelf = make_category("Mobiliser", "mobiliser")
    make_topic(member_a, body="parasol un", category=shelf)
    make_topic(member_a, body="parasol deux", kind="idea")

    assert found("parasol", category="mobiliser") == ["parasol un"]
    assert found("parasol", kind="idea") == ["parasol deux"]


def test_a_word_that_is_everywhere_gives_the_newest_first_and_says_there_is_more(
    member_a, monkeypatch
):
    """The threshold is lowered: the bench tries it at 100,000 posts."""
    monkeypatch.setattr(search, "CANDIDATES", 4)
    for number in range(12):
        make_topic(member_a, f"Sujet {number}", body=f"parasol {number}")
    _analyse()

    many = posts_with("parasol")

    assert (many.capped, many.total) == (True, 4)
    assert [post.body for post in many[0:2]] == ["parasol 11", "parasol 10"]
    assert many[3].body == "parasol 8"


def _analyse():
    from django.db import connection  # noqa: PLC0415

    def work():
        with owner(), connection.cursor() as cursor:
            cursor.execute("ANALYZE club.club_utilisateurs_post, club.club_utilisateurs_topic")

    outside(work)


def test_the_estimate_costs_no_reading(member_a, django_assert_num_queries):
    make_topic(member_a)
    with django_assert_num_queries(1) as asked:
        assert estimated(Post.objects.all()) >= 1
    assert asked.captured_queries[0]["sql"].startswith("EXPLAIN (FORMAT json)")


def test_a_page_of_results_takes_four_queries(member_a, django_assert_num_queries):
    for number in range(30):
        make_topic(member_a, f"Sujet {number}", body=f"parasol {number}")
    with django_assert_num_queries(4):  # the words, the estimate, the ranks, the posts shown
        rows = posts_with("parasol")[0:20]
        assert len({(row.author.shown_name, row.topic.title) for row in rows}) == 20


def test_nothing_is_found_without_words(member_a):
    make_topic(member_a)

    assert list(search.NOTHING) == []
    assert found("-") == []


def test_sheets_are_found_but_those_that_moderation_hid(cities):
    share_sheet(cities["villeneuve"], "Halle du marché", "parasol")
    share_sheet(cities["montclair"], "Un parasol pour tous")
    share_sheet(cities["montclair"], "Parasol masqué", hidden_at=timezone.now())

    assert [sheet.title for sheet in sheets_with("parasol")] == [
        "Un parasol pour tous", "Halle du marché",
    ]  # fmt: skip
    assert {sheet.title for sheet in latest_sheets(5)} == {
        "Un parasol pour tous", "Halle du marché",
    }  # fmt: skip


def test_of_a_blueprint_the_newest_version_on_offer_is_found(cities, django_assert_num_queries):
    uid, city = uuid.uuid4(), cities["villeneuve"]
    share_blueprint(city, "Parasol, première", uid=uid)
    share_blueprint(city, "Parasol, deuxième", uid=uid, version=2)
    share_blueprint(city, "Parasol, masquée", uid=uid, version=3, hidden_at=timezone.now())
    share_blueprint(city, "Parasol retiré", withdrawn_at=timezone.now())

    with django_assert_num_queries(2) as asked:
        assert [one.title for one in blueprints_with("parasol")] == ["Parasol, deuxième"]
    assert "content" not in asked.captured_queries[-1]["sql"]
    assert [one.title for one in offered_blueprints()] == ["Parasol, deuxième"]
