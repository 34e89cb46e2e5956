"""What higher storeys add to the pages: entries of the menus, blocks of the front page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from agora.registry import RegistrationError, Registry
from agora.rules import Rule, anyone

PLACES = frozenset({"city", "staff", "provider", "club", "footer", "rules"})


@dataclass(frozen=True)
class MenuEntry:
    """A link of a menu, drawn for those its rule allows.

    Places: `city`, `staff`, `provider`, `club` are the menus of the four kinds of pages,
    `footer` the last line of the foot, `rules` its column « La règle du jeu ». `badge(request)`
    is how much waits there, unread: asked for each page, so at no query.
    """

    label: Any
    url_name: str
    place: str = "city"
    rule: Rule = anyone
    weight: int = 100
    icon: str = ""
    badge: Callable[[HttpRequest], int] | None = None

    def __post_init__(self) -> None:
        if self.place not in PLACES:
            raise RegistrationError(f"menu {self.url_name}: no place {self.place!r}")


@dataclass(frozen=True)
class HomeBlock:
    """A section of the front page; its context says what to draw, or None for nothing."""

    template: str
    context: Callable[[HttpRequest], Mapping[str, Any] | None]
    weight: int = 100


menus: Registry[MenuEntry] = Registry("menus")
home_blocks: Registry[HomeBlock] = Registry("home_blocks")
