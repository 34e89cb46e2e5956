"""Reads: what a member has not read yet.

A topic is unread when posts were written beyond the member's `ReadMark`. What was last written
before the member came in, and was never opened, counts as read, unless it is put to their city.
"""

from __future__ import annotations

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from club_utilisateurs.models import Follow, Member, Mention, ReadMark, Topic


def with_marks(rows: QuerySet[Topic], member: Member) -> QuerySet[Topic]:
    """Ask with the topics up to which post the member has read (`read_to`, 0 for never)."""
    mark = ReadMark.objects.filter(member=member, topic=OuterRef("pk")).values("last_number")[:1]
    return rows.annotate(read_to=Coalesce(Subquery(mark), Value(0), output_field=IntegerField()))


def is_unread(topic: Topic, member: Member) -> bool:
    """Tell whether a topic read `with_marks` has something new for the member."""
    read_to: int = topic.read_to  # type: ignore[attr-defined]
    if topic.last_number <= read_to:
        return False
    put_to_us = topic.asked_city_id is not None and topic.asked_city_id == member.city_id
    return read_to > 0 or put_to_us or topic.last_at >= member.created_at


def only_unread(rows: QuerySet[Topic], member: Member) -> QuerySet[Topic]:
    """Keep the topics, read `with_marks`, that have something new for the member."""
    new_here = Q(read_to__gt=0) | Q(last_at__gte=member.created_at)
    if member.city_id is not None:
        new_here |= Q(asked_city_id=member.city_id)
    return rows.filter(new_here, last_number__gt=F("read_to"))


def concerning(member: Member) -> QuerySet[Topic]:
    """Return what a member follows, what names them or their city, what is put to their city.

    A topic they silenced is left out, whatever it says.
    """
    mine = Follow.objects.filter(member=member, topic__isnull=False)
    followed = mine.filter(muted=False).values("topic")
    named = Q(member=member)
    asked: QuerySet[Topic] = Topic.objects.none()
    if member.city_id is not None:
        named |= Q(city_id=member.city_id)
        asked = Topic.objects.filter(asked_city_id=member.city_id)
    naming = Mention.objects.filter(named, post__hidden_at=None).values("post__topic")
    ours = followed.union(naming, asked.values("pk"))
    silenced = mine.filter(muted=True).values("topic")
    return Topic.objects.filter(pk__in=ours, hidden_at=None).exclude(pk__in=silenced)


def unread_count(member: Member) -> int:
    """Count what concerns a member and holds posts beyond their mark."""
    rows = with_marks(concerning(member), member)
    return rows.filter(last_number__gt=F("read_to")).count()
