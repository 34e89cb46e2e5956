"""Reads: what a consultation gathered, counted. Nobody is named and no text is read."""

from __future__ import annotations

from django.db.models import Count, QuerySet, Sum

from agora.audit.models import Entry
from participation.consultations.models import Consultation
from participation.consultations.registries import tools
from participation.contributions.models import AuthorKind, Contribution, Status
from participation.contributions.queries import counted
from participation.meetings.models import Meeting
from participation.supports.models import Support

MODERATED = ("contribution.hidden", "contribution.restored", "contribution.kept")


def _public(consultation: Consultation) -> QuerySet[Contribution]:
    """Public words: neither drafts, nor withdrawn, nor hidden; merged ones still count."""
    return Contribution.objects.filter(
        consultation=consultation,
        status__in=(Status.PUBLISHED, Status.MERGED),
        hidden_at__isnull=True,
    ).order_by()


def participants(consultation: Consultation) -> int:
    """Distinct persons who said or supported something; whoever did both counts once."""
    authors = _public(consultation).filter(author_kind=AuthorKind.PERSON, author__isnull=False)
    supporters = Support.objects.filter(contribution__in=_public(consultation).values("pk"))
    return authors.values("author").union(supporters.order_by().values("user")).count()


def contributions_by_tool(consultation: Consultation) -> dict[str, int]:
    """How many words each tool gathered, by its name."""
    rows = counted(_public(consultation)).values("component__kind").annotate(n=Count("pk"))
    found: dict[str, int] = {}
    for row in rows:
        kind = row["component__kind"]
        name = str(tools.get(kind).label) if kind in tools else kind
        found[name] = found.get(name, 0) + row["n"]
    return found


def supports(consultation: Consultation) -> int:
    """How many times somebody supported a public word."""
    return Support.objects.filter(contribution__in=_public(consultation).values("pk")).count()


def comments(consultation: Consultation) -> int:
    """How many public comments."""
    return _public(consultation).filter(kind="comment").count()


def meetings(consultation: Consultation) -> int:
    """How many meetings, workshops and stands."""
    return Meeting.objects.filter(contribution__in=_public(consultation).values("pk")).count()


def attendance(consultation: Consultation) -> int | None:
    """How many people came to them, as counted in the room; None if nobody counted."""
    rows = Meeting.objects.filter(contribution__in=_public(consultation).values("pk"))
    total: int | None = rows.aggregate(total=Sum("attendance"))["total"]
    return total


def moderation_acts(consultation: Consultation) -> int:
    """How many times the team hid, restored or kept a word, as the journal tells."""
    words = Contribution.objects.filter(consultation=consultation).order_by().values("reference")
    return Entry.objects.filter(verb__in=MODERATED, obj__in=words).count()
