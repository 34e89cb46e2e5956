"""Who is told what about an idea."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from participation.consultations.models import TeamMember
from participation.contributions.models import Contribution
from participation.follows.queries import followers_of


def team_of(word: Contribution) -> QuerySet:  # type: ignore[type-arg]
    """Return the team of the idea's consultation and of the department that carries it."""
    scope = Q(consultation=word.consultation_id)
    if word.consultation.department_id:
        scope |= Q(department=word.consultation.department_id)
    members = TeamMember.objects.filter(scope).values("user")
    return get_user_model().objects.filter(pk__in=members, is_active=True)


def followers_and_author(word: Contribution) -> QuerySet:  # type: ignore[type-arg]
    """Return whoever follows the idea, and its author."""
    followers = followers_of(word).values("pk")
    return get_user_model().objects.filter(
        Q(pk__in=followers) | Q(pk=word.author_id), is_active=True
    )
