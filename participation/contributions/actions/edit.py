"""Change published words: their author withdraws them, the team corrects them in the open."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from agora.action import action
from agora.ui.words import clean_line, clean_text
from participation.consultations.models import Sector
from participation.contributions import rules
from participation.contributions.models import Contribution, Revision, Status


@action("contribution.withdrawn", rule=rules.can_withdraw)
def withdraw(*, actor: Any, contribution: Contribution) -> Contribution:
    """Take one's own words back; the reference and the answers to it stay."""
    contribution.status = Status.WITHDRAWN
    contribution.save(update_fields=["status"])
    return contribution


@action("contribution.corrected", rule=rules.can_correct)
def correct(
    *,
    actor: Any,
    contribution: Contribution,
    title: str,
    body: str,
    sector: Sector | None = None,
    reason: str = "",
) -> Contribution:
    """Mend a typo or a sector; the former words stay readable under « Corrigé »."""
    _keep_revision(contribution, actor, by_city=True, reason=reason)
    contribution.title, contribution.body = clean_line(title), clean_text(body)
    contribution.sector = sector
    contribution.edited_at = timezone.now()
    contribution.save(update_fields=["title", "body", "sector", "edited_at"])
    return contribution


@action("contribution.rewritten", rule=rules.can_withdraw, begins=True)
def rewrite(*, actor: Any, contribution: Contribution, title: str, body: str) -> Contribution:
    """Rewrite one's own words; the former ones stay readable."""
    _keep_revision(contribution, actor, by_city=False, reason="")
    contribution.title, contribution.body = clean_line(title), clean_text(body)
    contribution.edited_at = timezone.now()
    contribution.save(update_fields=["title", "body", "edited_at"])
    return contribution


def _keep_revision(
    contribution: Contribution, actor: Any, *, by_city: bool, reason: str
) -> Revision:
    return Revision.objects.create(
        contribution=contribution,
        title=contribution.title,
        body=contribution.body,
        corrected_by=actor if actor.pk else None,
        by_city=by_city,
        reason=clean_line(reason),
    )
