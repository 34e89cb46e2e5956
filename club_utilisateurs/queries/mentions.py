"""Reads: whom a text names, and whom posts named."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Replace
from django.urls import NoReverseMatch, reverse

from agora.search.fold import Fold
from club_utilisateurs.mentions import Named, candidates, found, plain
from club_utilisateurs.models import Member, Mention
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


def mentions_of(posts: Iterable[int]) -> dict[int, list[Named]]:
    """Return whom each of these posts names, as they are known now; two queries."""
    rows = list(Mention.objects.filter(post__in=list(posts)).select_related("member"))
    numbers = {row.city_id or (row.member.city_id if row.member else None) for row in rows}
    cards = dict(CityCard.objects.filter(pk__in=numbers - {None}).values_list("pk", "name"))
    named: dict[int, list[Named]] = {}
    for row in rows:
        city_id = row.member.city_id if row.member else row.city_id
        name = row.member.shown_name if row.member else cards.get(city_id, "")
        if name:
            url = _address(city_id) if city_id in cards else ""
            named.setdefault(row.post_id, []).append(Named(name, url))
    return named


def _flat() -> Func:
    """`mentions.plain` in SQL."""
    straight = Replace(Fold(F("name")), Value("’"), Value("'"))
    return Replace(straight, Value("-"), Value(" "), output_field=TextField())


def _address(city_id: int | None) -> str:
    with suppress(NoReverseMatch):
        return reverse("club_utilisateurs:city", args=[city_id])
    return ""
