"""Whom a notice about a consultation is for.

Followers are known by the slice above: it registers them here, as an audience.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from participation.consultations.models import Consultation, TeamMember
from participation.consultations.registries import audiences


def followers(consultation: Consultation) -> QuerySet[Any]:
    """Everybody the registered audiences name, once each."""
    people = get_user_model()._default_manager.filter(is_active=True)
    found = people.none()
    find: Callable[[Consultation], QuerySet[Any]]
    for find in (audience.find for audience in audiences.values()):
        found = found | find(consultation)
    return found.distinct()


def team_of(consultation: Consultation) -> QuerySet[Any]:
    """Those who hold a role on it, and who owe its restitution."""
    members = TeamMember.objects.filter(consultation=consultation).values("user")
    people = get_user_model()._default_manager.filter(is_active=True)
    return people.filter(pk__in=members) | people.filter(pk=consultation.restitution_owner_id)
