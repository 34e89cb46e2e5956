"""Who the session says you are, with your jobs and what slices add, in one query."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from agora.context import state

from .models import RoleAssignment, User
from .registries import person_facts


class PeopleBackend(AuthenticationBackend):
    """allauth's sign-in by address; no Django permissions: rules are code."""

    def get_user(self, user_id: int) -> User | None:
        """Return the signed-in person, or nobody once the account is closed."""
        held = RoleAssignment.objects.filter(user=OuterRef("pk")).values("role")
        people = User.objects.annotate(held_role_names=ArraySubquery(held), **_facts())
        person = people.filter(pk=user_id).first()
        return person if person and person.is_active else None

    def has_perm(self, *args: Any, **kwargs: Any) -> bool:
        """Nothing is granted this way."""
        return False


def _facts() -> dict[str, Any]:
    here = state()
    return {name: one.expression() for name, one in person_facts.items() if here in one.houses}
