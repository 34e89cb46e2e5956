"""What all writes of posts share: all that goes with a post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from agora.files.models import StoredFile
from agora.ui.words import clean_text
from club_utilisateurs.models import Attachment, Follow, Member, Mention, Post, Topic
from club_utilisateurs.queries.mentions import called_in


def publish(
    post: Post,
    *,
    topic: Topic,
    member: Member,
    files: Sequence[StoredFile],
    at: datetime,
) -> None:
    """Write a post whose number is given, all that hangs on it, and what its topic counts."""
    known_city = member.city_id is None or _speaks_already(topic, member.city_id)
    post.topic, post.author, post.created_at = topic, member, at
    post.body = clean_text(post.body)
    post.save(force_insert=True)
    Attachment.objects.bulk_create(
        Attachment(post=post, file=file, position=place) for place, file in enumerate(files)
    )
    Follow.objects.get_or_create(member=member, topic=topic)
    Topic.objects.filter(pk=topic.pk).update(
        posts_count=F("posts_count") + 1,
        cities_count=F("cities_count") + (0 if known_city else 1),
        last_number=post.number,
        last_at=at,
        last_author=member,
    )
    name_people(post)


def name_people(post: Post) -> bool:
    """Keep whom a post names now; tell whether somebody is new among them."""
    called = called_in(post.body)
    wanted = {(pk, None) for pk in called.members} | {(None, pk) for pk in called.cities}
    kept = {(row.member_id, row.city_id): row.pk for row in Mention.objects.filter(post=post)}
    gone = [pk for named, pk in kept.items() if named not in wanted]
    Mention.objects.filter(pk__in=gone).delete()
    fresh = wanted - kept.keys()
    Mention.objects.bulk_create(
        Mention(post=post, member_id=member, city_id=city) for member, city in fresh
    )
    return bool(fresh)


def _speaks_already(topic: Topic, city_id: int) -> bool:
    said = Post.objects.filter(topic=topic, hidden_at=None, author__city_id=city_id)
    return said.exists()
