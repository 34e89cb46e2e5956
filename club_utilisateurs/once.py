"""A form sent twice writes one post: the second time leads to the first."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from agora.action import one_piece
from club_utilisateurs.models import Member, Post


def once(member: Member, key: uuid.UUID | None, write: Callable[[], Post]) -> Post:
    """Run `write`, which keeps `key` on its post, unless this member's form has been received.

    `key` is the form's `sent_key`: other words under the same hidden key are another post.

    Two requests of one member meet on the member's row: the second waits, then finds the post.
    """
    with one_piece():
        Member.objects.select_for_update(no_key=True).get(pk=member.pk)
        sent = None
        if key is not None:
            sent = Post.objects.filter(author=member, sent_key=key).first()
        return sent or write()
