"""Reads: lists of topics, one topic as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from agora.context.models import joined
from club_utilisateurs.models import Category, Follow, Member, ReadMark, Tag, Topic, TopicKind
from club_utilisateurs.queries.unread import only_unread, with_marks

SIGNED = "city_id name title shows_name shows_title keeps_name left_at charter_version"
"""What a signature shows of a member, and all that is read of them."""
SIGNING = tuple(f"author__{name}" for name in SIGNED.split())
_ROW = (
    "kind", "title", "accepted_id", "asked_city_id", "locked_at", "created_at", "posts_count",
    "last_number", "last_at", "cities_count",
)  # fmt: skip


def topics_of(member: Member, filters: Mapping[str, Any]) -> QuerySet[Topic]:
    """Return the topics the URL asks for, latest first, with how far the member read."""
    rows = with_marks(Topic.objects.filter(hidden_at=None), member)
    if category := filters.get("rubrique"):
        rows = rows.filter(category__slug=category)
    if kind := filters.get("genre"):
        rows = rows.filter(kind=kind)
    if word := filters.get("mot"):
        tagged = Topic.tags.through.objects.filter(tag__slug=word)
        rows = rows.filter(pk__in=tagged.values("topic"))
    return _in_state(rows, filters.get("etat"), member).order_by("-last_at", "-pk")


def _in_state(rows: QuerySet[Topic], state: Any, member: Member) -> QuerySet[Topic]:
    if state == "sans-reponse":
        return rows.filter(kind=TopicKind.QUESTION, accepted=None, posts_count__lte=1)
    if state == "resolue":
        return rows.filter(accepted__isnull=False)
    if state == "suivis":
        return rows.filter(_followed_by(member))
    return only_unread(rows, member) if state == "non-lus" else rows


def _followed_by(member: Member) -> Q:
    """One by one, or by their category; never what was silenced."""
    mine = Follow.objects.filter(member=member)
    chosen = Q(pk__in=mine.filter(topic__isnull=False, muted=False).values("topic"))
    shelves = Q(category__in=mine.filter(category__isnull=False).values("category"))
    silenced = mine.filter(topic__isnull=False, muted=True).values("topic")
    return (chosen | shelves) & ~Q(pk__in=silenced)


def as_rows(rows: QuerySet[Topic]) -> QuerySet[Topic]:
    """Read of each topic what its line shows."""
    rows = rows.select_related("category", "author")
    return rows.only(*_ROW, "category__name", "category__slug", *SIGNING).annotate(words=_words())


def _words() -> ArraySubquery:
    tags = Tag.objects.filter(topics=OuterRef("pk")).order_by("name")
    return ArraySubquery(tags.values(told=JSONObject(slug="slug", name="name")))


def categories() -> list[Category]:
    """Return all shelves, in their order."""
    return list(Category.objects.only("slug", "name"))


def described_categories() -> QuerySet[Category]:
    """Return all shelves with what stands on them, for whoever looks after them."""
    rows: QuerySet[Category] = Category.objects.all()
    return rows


def tag_named(slug: str) -> Tag | None:
    """Return a word members put on topics."""
    return Tag.objects.filter(slug=slug).first()


def topic_or_404(pk: int, member: Member) -> Topic:
    """Return a topic with all that the head of its page shows, for this member."""
    mine = Follow.objects.filter(member=member)
    readers = ReadMark.objects.filter(topic=OuterRef("pk"), member__city_id__isnull=False)
    rows = with_marks(Topic.objects.filter(pk=pk), member).annotate(
        words=_words(),
        muted=Subquery(mine.filter(topic=OuterRef("pk")).values("muted")[:1]),
        shelf_followed=Exists(mine.filter(category=OuterRef("category"))),
        read_by=Subquery(readers.values("topic").values(n=Count("member__city_id", distinct=True))),
    )
    found: Topic | None = joined(rows, category="name slug").first()
    if found is None:
        raise Http404
    return found


def cities_of(topics: Iterable[Topic]) -> set[int | None]:
    """The cities that these topics name: their authors', and those a question is put to."""
    found: set[int | None] = set()
    for topic in topics:
        found |= {topic.author.city_id, topic.asked_city_id}
    return found
