"""What slices add to a person: parts of their pages, facts read with them, what ends with a job."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models.expressions import Combinable
from django.http import HttpRequest

from agora.registry import Registry


@dataclass(frozen=True)
class MyBlock:
    """A part of « Mon espace »: what this person wrote, follows or must do.

    `context(request)` returns what the template needs, or None when there is nothing to show.
    """

    template: str
    context: Callable[[HttpRequest], dict[str, Any] | None]
    weight: int = 50


@dataclass(frozen=True)
class PersonFact:
    """Something read with the signed-in person, in the very query that finds them.

    `expression()` is asked inside the house, once per request: a queryset belongs to the house it
    was made in. `houses` are those where it is read. The person then bears it as an attribute.
    """

    expression: Callable[[], Combinable]
    houses: frozenset[str] = frozenset({"city"})


my_blocks: Registry[MyBlock] = Registry("my_blocks")
person_facts: Registry[PersonFact] = Registry("person_facts")
departures: Registry[Callable[[Any], None]] = Registry("departures")
"""Called with a user, in the transaction, each time jobs were taken from them or their account
was closed: whoever opened something to the team looks whether they are still of it."""
