"""What is held on a person: every app says what it keeps, how to hand it over and erase it.

The page « Mes données » and the erasure of an account walk through `holdings`; a guard test
refuses a foreign key to a user that no holding declares.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from agora.context.router import lives_here
from agora.registry import Registry

Row = dict[str, Any]


@dataclass(frozen=True)
class Holding:
    """One kind of thing kept on people.

    `export(user)` returns its rows, ready for JSON; `erase(user)` cuts the link with the person
    (words stay, signed « Compte supprimé ») and may run twice. `fields` names the foreign keys
    covered: `["contributions.Contribution.author"]`.
    """

    label: Any  # a text, or its lazy translation
    export: Callable[[Any], list[Row]]
    erase: Callable[[Any], None]
    fields: list[str] = field(default_factory=list)
    weight: int = 100


holdings: Registry[Holding] = Registry("personal_data.holdings")


def held_here() -> dict[str, Holding]:
    """Return what this house may hold: the provider keeps nobody's ideas."""
    return {key: held for key, held in holdings.items() if lives_here(held.export)}


def export_person(user: Any) -> dict[str, list[Row]]:
    """Everything held on `user`, by key of holding; empty ones included, they answer too."""
    return {key: holding.export(user) for key, holding in held_here().items()}


def erase_person(user: Any) -> None:
    """Cut every link with `user`; the caller's transaction makes it all or nothing."""
    for holding in held_here().values():
        holding.erase(user)
