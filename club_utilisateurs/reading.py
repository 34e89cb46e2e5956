"""What a member has read: no action, since reading belongs in no journal."""

from __future__ import annotations

from django.db import connection

from club_utilisateurs import unread

_NOTE = """
INSERT INTO club_utilisateurs_readmark AS mark (member_id, topic_id, last_number, at)
VALUES (%s, %s, %s, now())
ON CONFLICT (member_id, topic_id) DO UPDATE SET last_number = excluded.last_number, at = now()
 WHERE mark.last_number < excluded.last_number
"""


def note_read(*, member: int, topic: int, number: int) -> None:
    """Keep that a member was shown a topic up to this post; a mark never goes back."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [member, topic, number])
        moved = cursor.rowcount
    if moved:
        unread.read_by(member)
