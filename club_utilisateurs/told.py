"""What the club announces, in one place: one kind of news for an event.

The kind itself says which others the event is too (`notice_kinds`: whoever a first post names, the
city asked, cities like the asker's), so that nobody is told twice.
"""

from __future__ import annotations

from typing import Any

from agora.notices import announce
from club_utilisateurs import unread
from club_utilisateurs.models import Post, Topic, TopicKind


def asked(topic: Topic, *, by: Any) -> None:
    """A topic was opened: an announcement, or something whoever follows the shelf may answer."""
    kind = "news.published" if topic.kind == TopicKind.NEWS else "topic.asked"
    announce(kind, about=topic, by=by)
    unread.said_in(topic)


def answered(post: Post, *, by: Any) -> None:
    """Somebody answered."""
    announce("post.answered", about=post, by=by)
    unread.said_in(post.topic)


def mentioned(post: Post, *, by: Any) -> None:
    """An edit names people or cities the post did not name before."""
    announce("post.mentioned", about=post, by=by)
    unread.said_in(post.topic)


def accepted(post: Post, *, by: Any) -> None:
    """An answer was accepted."""
    announce("answer.accepted", about=post, by=by)
