"""Reads: who is asking, and the names of cities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.utils.translation import gettext as _

from agora.rules import Refused, is_person
from club_utilisateurs.models import Member
from tenants.models import CityCard, ClubGrant


def with_grant(rows: QuerySet[Member]) -> QuerySet[Member]:
    """Ask with the members whether their city still lets them in (`granted`)."""
    open_ones = ClubGrant.objects.filter(staff_uid=OuterRef("staff_uid"), active=True)
    of_city = Exists(open_ones.filter(city_id=OuterRef("city_id")))
    of_provider = Exists(open_ones.filter(city_id__isnull=True))
    return rows.annotate(
        granted=Case(When(city_id__isnull=True, then=of_provider), default=of_city)
    )


def member_of(actor: Any) -> Member | None:
    """Return the member behind an account, if its city still lets it in; read once per request."""
    if not is_person(actor):
        return None
    if not hasattr(actor, "_club_member"):
        found: Any = with_grant(Member.objects.filter(account=actor.pk, left_at=None)).first()
        actor._club_member = found if found is not None and found.granted else None
    member: Member | None = actor._club_member
    return member


def reader(actor: Any) -> Member:
    """Return the member behind a request that passed the door of members."""
    member = member_of(actor)
    if member is None:
        raise Refused("nobody of the club")
    return member


@dataclass(frozen=True)
class CityName:
    """What signs a post: a city's name, or what is said of one that is gone."""

    id: int | None
    name: str
    here: bool

    def __str__(self) -> str:
        return self.name


def city_names(numbers: Iterable[int | None]) -> dict[int | None, CityName]:
    """Return the name of each of these cities, in one query; `None` is the provider."""
    wanted = {number for number in numbers if number is not None}
    found = dict(CityCard.objects.filter(pk__in=wanted).values_list("pk", "name"))
    names: dict[int | None, CityName] = {
        number: CityName(number, found[number], True)
        if number in found
        else CityName(number, _("Ancienne ville membre"), False)
        for number in wanted
    }
    names[None] = CityName(None, _("L’équipe d’Agora"), False)
    return names
