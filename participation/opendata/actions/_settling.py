"""After the rows: stored counters, dates of consultations, and what the former site announced."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.consultations.models import Consultation
from participation.contributions.models import Contribution
from participation.opendata.report import Announced

_RECOUNT = """
UPDATE contributions_contribution AS c SET comments_count = n.total
FROM (SELECT m.target_id, count(*) AS total
      FROM comments_comment m JOIN contributions_contribution w ON w.id = m.contribution_id
      WHERE m.target_id = ANY(%s) AND w.status = 'published' AND w.hidden_at IS NULL
      GROUP BY m.target_id) AS n
WHERE c.id = n.target_id
"""
_ANNOUNCED = """
SELECT kind, sum((extra->'announced'->>'comments')::int), sum(comments_count),
       sum((extra->'announced'->>'votes')::int)
FROM contributions_contribution
WHERE component_id IN (SELECT id FROM consultations_component WHERE source LIKE 'decidim:%%')
  AND consultation_id = ANY(%s) AND extra ? 'announced'
  AND kind IN ('proposal', 'debate', 'meeting')
GROUP BY kind ORDER BY kind
"""


def recount(targets: Iterable[int]) -> None:
    """Write the number of public comments of these contributions."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT, [list(targets)])


def date_by_words(consultation: Consultation) -> None:
    """Give the dates that a consultation lacks from its first and last words."""
    if consultation.starts_on and consultation.ends_on:
        return
    span = Contribution.objects.filter(consultation=consultation).aggregate(
        first=Min("created_at"), last=Max("created_at")
    )
    if not span["first"]:
        return
    first, last = (timezone.localtime(span[k]).date() for k in ("first", "last"))
    starts = consultation.starts_on or min(first, consultation.ends_on or first)
    consultation.starts_on, consultation.ends_on = starts, consultation.ends_on or max(last, starts)
    consultation.save(update_fields=["starts_on", "ends_on"])


def announced(consultations: Iterable[int]) -> list[Announced]:
    """Set what the former site announced beside what has moved in; votes never become rows."""
    words = {
        "proposal": (_("commentaires des propositions"), _("votes des propositions")),
        "debate": (_("commentaires des débats"), _("votes des débats")),
        "meeting": (_("commentaires des réunions"), _("votes des réunions")),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ANNOUNCED, [list(consultations)])
        rows = cursor.fetchall()
    lines: list[Announced] = []
    for kind, comments, found, votes in rows:
        if comments is not None:
            lines.append(Announced(words[kind][0], comments, found))
        if votes is not None:
            lines.append(Announced(words[kind][1], votes, 0))
    return lines
