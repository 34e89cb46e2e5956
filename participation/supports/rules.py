"""Who may support: whoever the phases and the identity ladder of the module let."""

from __future__ import annotations

from typing import Any

from agora.rules import is_person, is_system
from participation.consultations.rules import WhyNot, allows, why_not
from participation.contributions.models import AuthorKind, Contribution, Status

STILL_OPEN = (None, WhyNot.RESTS)


def supportable(contribution: Contribution) -> bool:
    """Tell whether these words can be supported: on show, and not the city's own."""
    return (
        contribution.status == Status.PUBLISHED
        and not contribution.is_hidden
        and contribution.author_kind != AuthorKind.CITY
    )


def can_support(*, actor: Any, contribution: Contribution) -> bool:
    """Somebody with an account, while supporting is open."""
    return (
        is_person(actor)
        and supportable(contribution)
        and allows(contribution.component, "support", actor)
    )


def can_withdraw(*, actor: Any, contribution: Contribution) -> bool:
    """Whoever supported may change their mind while supporting is open, or the city rests."""
    return is_person(actor) and why_not(contribution.component, "support", actor) in STILL_OPEN


def machine_only(*, actor: Any) -> bool:
    """Jobs, imports and seeds."""
    return is_system(actor)
