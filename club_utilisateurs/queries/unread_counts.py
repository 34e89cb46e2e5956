"""Reads: how much is unread, for many members at once, in one query."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from club_utilisateurs.models import Follow, Member, Mention, Topic

# The same as `concerning`, member by member, of `queries.unread`: what one follows, what is put to
# one's city, what names one or one's city; a topic one silenced is left out, whatever it says.
_COUNTS = """
WITH of_these AS (SELECT id, city_id FROM club_utilisateurs_member WHERE id = ANY(%s)),
concerned AS (
    SELECT f.member_id, f.topic_id FROM club_utilisateurs_follow f
      JOIN of_these m ON m.id = f.member_id
     WHERE f.topic_id IS NOT NULL AND NOT f.muted
    UNION
    SELECT m.id, t.id FROM of_these m
      JOIN club_utilisateurs_topic t ON t.asked_city_id = m.city_id
    UNION
    SELECT m.id, p.topic_id FROM of_these m
      JOIN club_utilisateurs_mention n ON n.member_id = m.id OR n.city_id = m.city_id
      JOIN club_utilisateurs_post p ON p.id = n.post_id AND p.hidden_at IS NULL
)
SELECT c.member_id, count(*) FROM concerned c
  JOIN club_utilisateurs_topic t ON t.id = c.topic_id AND t.hidden_at IS NULL
  LEFT JOIN club_utilisateurs_readmark r
    ON r.member_id = c.member_id AND r.topic_id = c.topic_id
 WHERE t.last_number > coalesce(r.last_number, 0)
   AND NOT EXISTS (SELECT FROM club_utilisateurs_follow s
                    WHERE s.member_id = c.member_id AND s.topic_id = c.topic_id AND s.muted)
 GROUP BY c.member_id
"""


def unread_counts(member_ids: Iterable[int]) -> dict[int, int]:
    """Count for each member the topics that concern them and hold posts beyond their mark."""
    wanted = list(member_ids)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [wanted])
        return dict.fromkeys(wanted, 0) | dict(cursor.fetchall())


def concerned_by(topic: Topic) -> QuerySet[Member]:
    """Return whose number may change when something is said or hidden in a topic."""
    named = Mention.objects.filter(post__topic=topic)
    by_follow = Follow.objects.filter(topic=topic).values("member")
    by_name = named.filter(member__isnull=False).values("member")
    by_city = Member.objects.filter(city_id__in=named.values("city_id")).values("pk")
    ours = Member.objects.filter(city_id=topic.asked_city_id, city_id__isnull=False).values("pk")
    found: QuerySet[Member] = Member.objects.filter(pk__in=by_follow.union(by_name, by_city, ours))
    return found
