"""Who says something, as everybody in the club reads it.

    {% load club %}{% signature post.author names at=post.created_at %}

`names` is the answer of `queries.people.city_names`: one query for the whole page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from club_utilisateurs.models import Member
from club_utilisateurs.queries.people import CityName

register = template.Library()


@register.inclusion_tag("club_utilisateurs/_signature.html")
def signature(
    member: Member, names: Mapping[int | None, CityName], at: datetime | None = None
) -> dict[str, Any]:
    """The initial of the city, the name or the city alone, the job, a link to the city, when."""
    city = names.get(member.city_id) or CityName(member.city_id, _("Ancienne ville membre"), False)
    name = member.shown_name
    return {
        "initial": city.name.removeprefix("L’")[:1].upper(),
        "name": name,
        "city": city.name,
        "title": member.shown_title,
        "former": _former(member, city) if name and member.left_at else "",
        "city_url": _city_url(city.id) if city.here and city.id else "",
        "at": at,
    }


def _former(member: Member, city: CityName) -> str:
    if member.city_id is None:
        return _("a fait partie de l’équipe d’Agora")
    if not city.here:
        return city.name.lower()
    return _("a travaillé à %(city)s") % {"city": city.name}


@cache
def _city_url(number: int) -> str:
    """The city's card, where there is one: its pages may not be served by this process."""
    try:
        return reverse(
            "club_utilisateurs:city", args=[number], urlconf=settings.HOUSE_URLCONFS["club"]
        )
    except NoReverseMatch:
        return ""
