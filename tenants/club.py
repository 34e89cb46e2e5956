"""A team's place in the club: who is still of it, and how much waits there unread."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest

from agora.accounts.models import RoleAssignment, User
from agora.context import city_or_none, state
from agora.rules import SYSTEM
from tenants.actions import sharing
from tenants.models import ClubGrant, OwnGrant


def unread() -> Subquery:
    """How much waits in the club for the account one asks for, with that very query."""
    own = OwnGrant.objects.filter(staff_uid=OuterRef("uid"), active=True)
    return Subquery(own.values("unread")[:1])


def waiting(request: HttpRequest) -> int:
    """How much waits in the club for whoever asks; read with the person, at no query."""
    return getattr(getattr(request, "user", None), "club_unread", None) or 0


def close_if_gone(user: Any) -> None:
    """Close the club to somebody who lost the job that opened it, in the same transaction."""
    if state() == "club":
        return
    if _grants().filter(staff_uid=user.uid).exists() and not _still_there(user):
        sharing.close_access(actor=SYSTEM, staff_uid=user.uid)


def close_stale() -> int:
    """Close the club to whoever of this city is of its team no more; return how many were.

    The net below `close_if_gone`: a restored schema, rows changed by hand.
    """
    held = RoleAssignment.objects.filter(user=OuterRef("pk"))
    there = User.objects.filter(Exists(held), is_active=True).values_list("uid", flat=True)
    stale = set(_grants().values_list("staff_uid", flat=True)) - set(there)
    for staff_uid in stale:
        sharing.close_access(actor=SYSTEM, staff_uid=staff_uid)
    return len(stale)


def _grants() -> Any:
    if city_or_none():
        return OwnGrant.objects.filter(active=True)
    return ClubGrant.objects.filter(city=None, active=True)


def _still_there(user: Any) -> bool:
    held = RoleAssignment.objects.filter(user=user)
    wanted = held if city_or_none() else held.filter(role="provider_club")
    return bool(user.is_active and wanted.exists())
