"""Who carries a consultation, and the city's own lists: departments, sectors, themes."""

from __future__ import annotations

from typing import Any, TypeVar

from agora.action import action
from participation.consultations import rules
from participation.consultations.models import (
    Consultation,
    Department,
    Sector,
    TeamMember,
    Theme,
)

Row = TypeVar("Row", Department, Sector, Theme)


@action("team.member_added", rule=rules.can_name_team)
def add_member(
    *,
    actor: Any,
    user: Any,
    role: str,
    consultation: Consultation | None = None,
    department: Department | None = None,
) -> TeamMember:
    """Give a role on one consultation, or on all those of a department."""
    member, _made = TeamMember.objects.get_or_create(
        user=user, role=role, consultation=consultation, department=department
    )
    return member


@action("team.member_removed", rule=rules.can_name_team)
def remove_member(*, actor: Any, member: TeamMember) -> TeamMember:
    """Take a role back."""
    pk = member.pk
    member.delete()
    member.pk = pk
    return member


@action("department.saved", rule=rules.can_name_team)
def save_department(
    *, actor: Any, name: str, email: str = "", department: Department | None = None
) -> Department:
    """Add a department, or rewrite one."""
    department = department or Department()
    department.name, department.email = name, email
    department.save()
    return department


@action("department.removed", rule=rules.can_name_team)
def remove_department(*, actor: Any, department: Department) -> Department:
    """Remove a department nothing names."""
    return _removed(department)


@action("sector.saved", rule=rules.can_name_team)
def save_sector(
    *,
    actor: Any,
    name: str,
    number: int | None = None,
    parent: Sector | None = None,
    outline: dict[str, Any] | None = None,
    sector: Sector | None = None,
) -> Sector:
    """Add a sector, or rewrite one; a drawing left out stays."""
    sector = sector or Sector()
    sector.name, sector.number, sector.parent = name, number, parent
    sector.outline = outline or sector.outline
    sector.save()
    return sector


@action("sector.removed", rule=rules.can_name_team)
def remove_sector(*, actor: Any, sector: Sector) -> Sector:
    """Remove a sector nothing names."""
    return _removed(sector)


@action("theme.saved", rule=rules.can_name_team)
def save_theme(*, actor: Any, name: str, theme: Theme | None = None) -> Theme:
    """Add a theme, or rename one."""
    theme = theme or Theme()
    theme.name = name
    theme.save()
    return theme


@action("theme.removed", rule=rules.can_name_team)
def remove_theme(*, actor: Any, theme: Theme) -> Theme:
    """Remove a theme."""
    return _removed(theme)


def _removed(row: Row) -> Row:
    """Delete, and keep the number for the journal."""
    pk = row.pk
    row.delete()
    row.pk = pk
    return row
