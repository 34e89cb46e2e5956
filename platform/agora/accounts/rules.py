"""Who may do what to an account or to the team."""

from typing import Any

from agora.rules import has_role, is_operator, signed_in

_director = has_role("director")


def signed_out(*, actor: Any) -> bool:
    """Only a visitor opens an account; a signed-in person has one already."""
    return not actor.is_authenticated


def is_self(*, actor: Any, user: Any) -> bool:
    """Only the person changes their own account."""
    return bool(signed_in(actor=actor) and actor.pk == user.pk)


def leads_team(*, actor: Any) -> bool:
    """The person in charge of participation leads the team; operators lead theirs."""
    return bool(_director(actor=actor) or is_operator(actor=actor))


def changes_member(*, actor: Any, user: Any) -> bool:
    """Nobody changes their own rights: a house always keeps one person who can."""
    return leads_team(actor=actor) and actor.pk != user.pk


def holds_invitation(*, actor: Any, invitation: Any) -> bool:
    """Whoever has the link, while it works; signed in, only the person it was sent to."""
    if not invitation.is_open:
        return False
    return not actor.is_authenticated or actor.email == invitation.email
