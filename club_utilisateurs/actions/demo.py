"""The demonstration's own writes: members and talk of the past, with their dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agora.accounts.models import User
from agora.action import action
from club_utilisateurs.models import (
    CHARTER_VERSION,
    Category,
    Follow,
    Member,
    Mention,
    Post,
    Reaction,
    ReadMark,
    Tag,
    Topic,
)
from club_utilisateurs.rules import machine_only


@action("demo.member_made", rule=machine_only)
def make_member(*, actor: Any, member: Member) -> Member:
    """Write an invented member with an account that opens by a pass alone."""
    account = User(
        email=f"{member.uid}@membre.invalid",
        pseudonym=f"membre-{member.uid.hex[:12]}",
        full_name=member.name,
    )
    account.set_unusable_password()
    account.save()
    member.account = account
    member.charter_version = CHARTER_VERSION
    member.save()
    return member


@action("demo.talk_loaded", rule=machine_only)
def load_talk(
    *,
    actor: Any,
    categories: Sequence[Category] = (),
    tags: Sequence[Tag] = (),
    topics: Sequence[Topic] = (),
    posts: Sequence[Post] = (),
) -> None:
    """Write shelves, words and what was said."""
    Category.objects.bulk_create(categories)
    Tag.objects.bulk_create(tags)
    Topic.objects.bulk_create(topics)
    Post.objects.bulk_create(posts)


@action("demo.marks_loaded", rule=machine_only)
def load_marks(
    *,
    actor: Any,
    topics: Sequence[Topic],
    tagged: Sequence[tuple[Topic, Sequence[Tag]]],
    reactions: Sequence[Reaction],
    mentions: Sequence[Mention],
    follows: Sequence[Follow],
    read: Sequence[ReadMark],
) -> None:
    """Write what was marked on it, and the answers accepted (set on `topics`)."""
    Topic.objects.bulk_update(topics, ["accepted"])
    for topic, words in tagged:
        topic.tags.set(words)
    Reaction.objects.bulk_create(reactions)
    Mention.objects.bulk_create(mentions)
    Follow.objects.bulk_create(follows)
    ReadMark.objects.bulk_create(read)
