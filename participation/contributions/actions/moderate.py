"""Moderation afterwards: readers report, the team hides with an article and a reason, or keeps."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from agora.action import action
from agora.notices import announce
from agora.rules import is_person
from agora.ui.words import clean_text
from participation.contributions import rules
from participation.contributions.models import Contribution, Report


@action("contribution.reported", rule=rules.can_report)
def report(*, actor: Any, contribution: Contribution, kind: str, message: str = "") -> Report:
    """Tell the team; the same person twice while it is open counts once."""
    reporter = actor if is_person(actor) else None
    try:
        with transaction.atomic():
            made = Report.objects.create(
                contribution=contribution,
                kind=kind,
                message=clean_text(message),
                reporter=reporter,
            )
    except IntegrityError:
        return Report.objects.get(
            contribution=contribution, reporter=reporter, closed_at__isnull=True
        )
    _rows(contribution).update(reports_count=F("reports_count") + 1)
    return made


@action("contribution.hidden", rule=rules.can_moderate)
def hide(*, actor: Any, contribution: Contribution, article: int, reason: str) -> Contribution:
    """Replace the words by a placeholder naming the charter's article; reversible for ever."""
    contribution.hidden_at = timezone.now()
    contribution.hidden_article = article
    contribution.hidden_reason = clean_text(reason)
    contribution.save(update_fields=["hidden_at", "hidden_article", "hidden_reason"])
    _close_reports(contribution)
    announce("contribution.hidden", about=contribution)
    return contribution


@action("contribution.restored", rule=rules.can_moderate)
def restore(*, actor: Any, contribution: Contribution) -> Contribution:
    """Show hidden words again, in the state they were in."""
    contribution.hidden_at = None
    contribution.hidden_article = None
    contribution.hidden_reason = ""
    contribution.save(update_fields=["hidden_at", "hidden_article", "hidden_reason"])
    announce("contribution.restored", about=contribution)
    return contribution


@action("contribution.kept", rule=rules.can_moderate)
def keep(*, actor: Any, contribution: Contribution) -> Contribution:
    """Decide that reported words respect the charter: reports are closed."""
    _close_reports(contribution)
    return contribution


def _rows(contribution: Contribution) -> Any:
    return Contribution.objects.filter(pk=contribution.pk)


def _close_reports(contribution: Contribution) -> None:
    contribution.reports.filter(closed_at__isnull=True).update(closed_at=timezone.now())
    _rows(contribution).update(reports_count=0)
    contribution.reports_count = 0
