"""Who may support: whoever the phases and the identity ladder of the module let."""

from __future__ import annotations

from typing import Any

from agora.rules import is_person, is_system
from participation.consultations.rules import allows
from participation.contributions.models import AuthorKind, Contribution, Status


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
    """Whoever supported may change their mind, as long as supporting is open."""
    return is_person(actor) and allows(contribution.component, "support", actor)


def machine_only(*, actor: Any) -> bool:
    """Jobs, imports and seeds."""
    return is_system(actor)
