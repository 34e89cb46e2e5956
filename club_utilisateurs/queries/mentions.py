"""Reads: whom a text names."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Replace

from agora.search.fold import Fold
from club_utilisateurs.mentions import candidates, found, plain
from club_utilisateurs.models import Member
from club_utilisateurs.queries.people import with_grant
from tenants.models import CityCard


@dataclass
class Called:
    """Members and cities of one name."""

    members: set[int] = field(default_factory=set)
    cities: set[int] = field(default_factory=set)


def called_in(text: str) -> Called:
    """Return the members still let in, and the cities, that a text names; homonyms all count."""
    wanted = candidates(text)
    known: dict[str, Called] = {}
    if wanted:
        people = Member.objects.filter(left_at=None, shows_name=True)
        named = with_grant(people).annotate(flat=_flat()).filter(flat__in=wanted)
        here = named.filter(granted=True)  # type: ignore[misc]  # annotated by `with_grant`
        for pk, name in here.values_list("pk", "name"):
            known.setdefault(plain(name), Called()).members.add(pk)
        cards = CityCard.objects.annotate(flat=_flat()).filter(flat__in=wanted)
        for pk, name in cards.values_list("pk", "name"):
            known.setdefault(plain(name), Called()).cities.add(pk)
    all_of_them = Called()
    for _start, _end, called in found(text, known):
        all_of_them.members |= called.members
        all_of_them.cities |= called.cities
    return all_of_them


def _flat() -> Func:
    """`mentions.plain` in SQL."""
    straight = Replace(Fold(F("name")), Value("’"), Value("'"))
    return Replace(straight, Value("-"), Value(" "), output_field=TextField())
