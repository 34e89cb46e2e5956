"""The city's written answer, and nightly housekeeping of the table."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Random
from django.utils import timezone

from agora.action import action
from agora.notices import announce
from agora.ui.words import clean_line, clean_text
from participation.consultations.models import Department
from participation.contributions import rules
from participation.contributions.models import (
    Contribution,
    OfficialReply,
    ReplyVersion,
    Report,
    SentForm,
)


@action("reply.published", rule=rules.can_reply)
def reply(
    *,
    actor: Any,
    contribution: Contribution,
    body: str,
    department: Department | None = None,
    signature: str = "",
) -> OfficialReply:
    """Answer for the city, or rewrite the answer: former wordings stay readable."""
    found = OfficialReply.objects.filter(contribution=contribution).first()
    if found is not None:
        return _rewrite(found, actor, body, department, signature)
    made = OfficialReply.objects.create(
        contribution=contribution,
        body=clean_text(body),
        department=department,
        signature=clean_line(signature),
        author=actor if actor.pk else None,
        published_at=timezone.now(),
    )
    announce("reply.published", about=contribution)
    return made


def _rewrite(
    found: OfficialReply, actor: Any, body: str, department: Department | None, signature: str
) -> OfficialReply:
    ReplyVersion.objects.create(
        reply=found,
        body=found.body,
        author=found.author,
        written_at=found.edited_at or found.published_at,
    )
    found.body, found.signature = clean_text(body), clean_line(signature)
    found.department = department
    found.author = actor if actor.pk else None
    found.edited_at = timezone.now()
    found.save()
    return found


@action("contribution.tables_kept", rule=rules.machine_only)
def keep_tables(*, actor: Any, at: datetime | None = None) -> None:
    """Each night: draw a new random order, recount reports, forget forms sent long ago."""
    at = at or timezone.now()
    Contribution.objects.update(shuffle=Random())
    counted = (
        Report.objects.filter(contribution=OuterRef("pk"), closed_at__isnull=True)
        .order_by()
        .values("contribution")
        .annotate(n=Count("pk"))
        .values("n")
    )
    wrong = Contribution.objects.annotate(true=Coalesce(Subquery(counted), 0)).exclude(
        Q(reports_count=F("true"))
    )
    wrong.update(reports_count=Coalesce(Subquery(counted), 0))
    SentForm.objects.filter(created_at__lt=at - timedelta(days=2)).delete()
