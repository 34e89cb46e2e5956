"""Ask, rewrite, conclude."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from agora.action import action
from agora.notices import announce
from agora.ui.words import clean_line, clean_text
from participation.consultations.models import Component
from participation.contributions.actions.add import add
from participation.contributions.models import AuthorKind, Contribution
from participation.debates import rules
from participation.debates.models import Debate

KIND = "debate"


@action("debate.opened", rule=rules.can_ask, begins=True)
def open_debate(
    *, actor: Any, component: Component, title: str, body: str = "", instructions: str = ""
) -> Contribution:
    """Put a question to the residents, in the city's name."""
    word = add(
        actor=actor,
        kind=KIND,
        component=component,
        title=title,
        body=body,
        author_kind=AuthorKind.CITY,
        signature=component.consultation.organiser or str(_signature(component)),
    )
    Debate.objects.create(contribution=word, instructions=clean_text(instructions))
    announce("debate.opened", about=word)
    return word


@action("debate.rewritten", rule=rules.can_conclude)
def rewrite_debate(
    *, actor: Any, debate: Contribution, title: str, body: str = "", instructions: str = ""
) -> Contribution:
    """Say the question better; the thread stays."""
    debate.title, debate.body = clean_line(title), clean_text(body)
    debate.save(update_fields=["title", "body"])
    Debate.objects.filter(pk=debate.pk).update(instructions=clean_text(instructions))
    return debate


@action("debate.concluded", rule=rules.can_conclude)
def conclude_debate(*, actor: Any, debate: Contribution, conclusions: str) -> Contribution:
    """Write what the city keeps of the debate, and close it."""
    detail = debate.debate
    detail.conclusions = clean_text(conclusions)
    detail.closed_at = detail.closed_at or timezone.now()
    detail.save(update_fields=["conclusions", "closed_at"])
    announce("debate.concluded", about=debate)
    return debate


@action("debate.loaded", rule=rules.machine_only)
def load_details(*, actor: Any, details: Sequence[Debate]) -> list[Debate]:
    """Add the detail rows of debates loaded in bulk (seeds)."""
    return Debate.objects.bulk_create(details, batch_size=1000)


def _signature(component: Component) -> Any:
    return component.consultation.department or "Ville"
