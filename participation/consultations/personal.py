"""What consultations hold on members of the team."""

from __future__ import annotations

from typing import Any

from participation.consultations.models import Consultation, TeamMember


def export(user: Any) -> list[dict[str, Any]]:
    """Roles held, restitutions owed."""
    roles = TeamMember.objects.filter(user=user).select_related("consultation", "department")
    owed = Consultation.objects.filter(restitution_owner=user)
    return [
        *({"role": row.role, "on": str(row.consultation or row.department)} for row in roles),
        *({"restitution": row.reference, "due_on": row.restitution_due_on} for row in owed),
    ]


def erase(user: Any) -> None:
    """Leave the teams; promises keep their date, somebody else will be named."""
    TeamMember.objects.filter(user=user).delete()
    Consultation.objects.filter(restitution_owner=user).update(restitution_owner=None)
