"""Names in the pages of moderation."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from club_utilisateurs.models import Member
from club_utilisateurs.queries.people import CityName

register = template.Library()


@register.simple_tag
def signed(member: Member, names: Mapping[int | None, CityName]) -> str:
    """Name the writer as everybody reads them, on one line."""
    city = str(names[member.city_id])
    return f"{member.shown_name}, {city}" if member.shown_name else city
