"""Reads at the door: who issued a pass, who may still be in, by which city one enters."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from agora.mail.house import origin
from agora.search.fold import fold
from club_utilisateurs.models import Member
from club_utilisateurs.queries.people import with_grant
from tenants.disclosure.passes import PROVIDER, Pass, way_in
from tenants.models import SERVED, CityCard, ClubGrant


@dataclass(frozen=True)
class Issuer:
    """Where a pass says it was written: the hosts it may come from, and whether it is served."""

    hosts: tuple[str, ...]
    served: bool


@dataclass(frozen=True)
class Door:
    """A city, and the address of its own way into the club."""

    city: str
    url: str


def issuer_of(said: Pass) -> Issuer:
    """Return what is known of the city a pass names: nothing, for one that is not a member."""
    if said.iss == PROVIDER:
        return Issuer((settings.PROVIDER_HOST,), True)
    card = CityCard.objects.filter(pk=said.iss).values_list("hosts", "state").first()
    if card is None:
        return Issuer((), False)
    hosts, state = card
    return Issuer(tuple(hosts), state in SERVED)


def has_grant(said: Pass) -> bool:
    """Tell whether whoever the pass names may enter at this instant."""
    return ClubGrant.objects.filter(city_id=said.city_id, staff_uid=said.sub, active=True).exists()


def gone() -> QuerySet[Member]:
    """Return the members whose city lets them in no more, and who are not written as gone yet."""
    here = with_grant(Member.objects.filter(left_at=None))
    return here.filter(granted=False)  # type: ignore[misc]  # the annotation of `with_grant`


def doors(*, words: str = "", path: str = "/") -> list[Door]:
    """Return the cities one enters by, those whose name holds these words, each with its link."""
    wanted = fold(words.strip())
    cities = CityCard.objects.filter(state__in=SERVED).exclude(host="")
    return [
        Door(name, origin(host) + way_in("/gestion/club/", path))
        for name, host in cities.order_by("name", "pk").values_list("name", "host")
        if wanted in fold(name)
    ]


def team_door(path: str = "/") -> str:
    """Return the way in of the provider's people."""
    return origin(settings.PROVIDER_HOST) + way_in("/club/", path)
