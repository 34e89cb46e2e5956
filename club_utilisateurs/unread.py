"""The number behind the badge « Club » of a city's menu: counted by a job, never while one waits.

No action: what people read belongs in no journal.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from agora.jobs.queue import enqueue, enqueue_once
from club_utilisateurs.models import Member, Topic
from club_utilisateurs.queries.unread_counts import concerned_by, unread_counts

BATCH = 1000

# The only column of the cities' grants the club may write; closed ones have nothing to say.
_WRITE = """
UPDATE tenants_clubgrant g
   SET unread = CASE WHEN g.active THEN counted.number ELSE 0 END
  FROM unnest(%s::bigint[], %s::integer[]) AS counted (member, number)
  JOIN club_utilisateurs_member m ON m.id = counted.member
 WHERE g.staff_uid = m.staff_uid AND g.city_id IS NOT DISTINCT FROM m.city_id
   AND g.unread <> CASE WHEN g.active THEN counted.number ELSE 0 END
"""


def said_in(topic: Topic) -> None:
    """Have the numbers of whoever a topic concerns counted again, soon; several at once is one."""
    enqueue_once("club_utilisateurs.count_unread", once=f"unread-topic-{topic.pk}", topic=topic.pk)


def read_by(member: int) -> None:
    """Have the number of one member counted again, soon; they wait for their page meanwhile."""
    enqueue("club_utilisateurs.count_unread", lock=f"unread-member-{member}", member=member)


def count_for(*, topic: int | None = None, member: int | None = None) -> None:
    """Count and write for one member, or for all whom a topic concerns."""
    if member is not None:
        write_counts([member])
    found = Topic.objects.filter(pk=topic).first() if topic is not None else None
    if found is not None:
        people = list(concerned_by(found).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(people), BATCH):
            write_counts(people[start : start + BATCH])


def count_all() -> None:
    """Count everybody's again: after a restore, a grant opened, a number that went astray."""
    last = 0
    while people := list(_after(last)):
        write_counts(people)
        last = people[-1]


def write_counts(people: Sequence[int]) -> None:
    """Count for these members and write all their numbers in one statement."""
    counts = unread_counts(people)
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [list(counts), list(counts.values())])


def _after(last: int) -> Sequence[int]:
    rows = Member.objects.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])
