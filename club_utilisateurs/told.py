"""What the club announces, in one place: which kinds of news an event gives."""

from __future__ import annotations

from typing import Any

from agora.notices import announce
from club_utilisateurs.models import Post, Topic, TopicKind


def asked(topic: Topic, *, by: Any) -> None:
    """A topic was opened: an announcement, or something whoever follows the shelf may answer."""
    if topic.kind == TopicKind.NEWS:
        announce("news.published", about=topic, by=by)
        return
    announce("topic.asked", about=topic, by=by)
    if topic.asked_city_id is not None:
        announce("topic.asked_of_city", about=topic, by=by)


def answered(post: Post, *, by: Any) -> None:
    """Somebody answered."""
    announce("post.answered", about=post, by=by)


def mentioned(post: Post, *, by: Any) -> None:
    """A post names people or cities it did not name before."""
    announce("post.mentioned", about=post, by=by)


def accepted(post: Post, *, by: Any) -> None:
    """An answer was accepted."""
    announce("answer.accepted", about=post, by=by)
