"""What every template knows without asking: the house one is in, its menus, its theme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from agora.action import city_rests
from agora.context import city_is_suspended, city_or_none, state
from agora.rules import held_roles
from agora.ui import theme
from agora.ui.menu import Menu, menu_of


@dataclass(frozen=True)
class House:
    """Name, words and colour of the host; a city's come from the directory, at no query."""

    name: Any
    kind: str
    colour: str
    extra: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def _identity(self) -> Mapping[str, Any]:
        return self.extra.get("identity") or {}

    def __getattr__(self, key: str) -> Any:
        if key in WORDS:
            return self._identity.get(key) or ""
        raise AttributeError(key)

    @property
    def theme_url(self) -> str:
        """The style sheet of its colour."""
        return theme.url(self.colour)

    @property
    def icon_url(self) -> str:
        """The picture of the tab, in its colour."""
        return theme.icon_url(self.colour)

    @property
    def outline(self) -> Any:
        """The drawing of the city's sectors, or nothing."""
        return self._identity.get("outline")

    @property
    def rests(self) -> bool:
        """Is it a city where nothing begins? Its pages say so, once, at their head."""
        return self.kind == "city" and city_rests()

    @property
    def suspended(self) -> bool:
        """Is it a suspended city? Of its pages only the way to the exports is open."""
        return city_is_suspended()

    @property
    def phone_link(self) -> str:
        """The telephone number as a link writes it."""
        digits = "".join(one for one in self.phone if one.isdigit() or one == "+")
        return f"+33{digits[1:]}" if len(digits) == 10 and digits[0] == "0" else digits


WORDS = frozenset({"address", "phone", "contact_email", "tagline", "word", "logo_url", "publisher"})
PROVIDER = House(name=_("Poste de pilotage"), kind="provider", colour=theme.PROVIDER)
CLUB = House(name=_("Le club Agora"), kind="club", colour=theme.CLUB)
NOWHERE = House(name="Agora", kind="none", colour=theme.DEFAULT)


def house() -> House:
    """The house one is in."""
    here = city_or_none()
    if here is not None:
        identity = here.extra.get("identity") or {}
        colour = identity.get("theme_colour") or theme.DEFAULT
        return House(name=here.name, kind="city", colour=colour, extra=here.extra)
    return {"club": CLUB, "none": NOWHERE}.get(state(), PROVIDER)


def city(request: HttpRequest) -> dict[str, Any]:
    """Context processor: each part is worked out by the template that asks for it."""

    def menu(place: str) -> Any:
        return SimpleLazyObject(lambda: menu_of(request, place))

    return {
        "house": SimpleLazyObject(house),
        "menu": SimpleLazyObject(lambda: _main_menu(request)),
        "staff_menu": menu("staff"),
        "footer_menu": menu("footer"),
        "footer_rules": menu("rules"),
        "in_the_team": SimpleLazyObject(lambda: _in_the_team(request)),
    }


def _main_menu(request: HttpRequest) -> Menu:
    return menu_of(request, {"none": "city"}.get(kind := house().kind, kind))


def _in_the_team(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated and held_roles(user))
