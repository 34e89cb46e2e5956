"""Who says something, as everybody in the club reads it.

    {% load club %}{% signature post.author names at=post.created_at %}

`names` is the answer of `queries.people.city_names`: one query for the whole page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from club_utilisateurs.models import Member
from club_utilisateurs.places import place
from club_utilisateurs.queries.people import CityName
from club_utilisateurs.rules import facilitates

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
        "former": _former(member, city) if name and member.moved_on else "",
        "city_url": place("city", city.id) if city.here and city.id else "",
        "at": at,
    }


def _former(member: Member, city: CityName) -> str:
    if member.city_id is None:
        return _("a fait partie de l’équipe d’Agora")
    if not city.here:
        return city.name.lower()
    return _("a travaillé à %(city)s") % {"city": city.name}


@register.simple_tag(takes_context=True)
def care_link(context: Mapping[str, Any], word: str, uid: UUID) -> SafeString:
    """Lead facilitators to the moderation of a sheet ("fiches") or a blueprint ("modeles")."""
    request = context.get("request")
    if request is None or not facilitates(actor=request.user):
        return mark_safe("")
    url = reverse("club_utilisateurs:care_shared", args=[word, uid])
    return format_html('<p class="meta mt on-screen"><a href="{}">{}</a></p>', url, _("Modérer"))
