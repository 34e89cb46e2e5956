"""Drawing the menus: which entries this person sees here, and where they are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from agora.rules import allowed
from agora.ui.registries import menus

OPEN_ENTRIES = 6


@dataclass(frozen=True)
class Link:
    """An entry as drawn; `current` is "page" on it, "true" below it; `unread` waits there.

    `in_sight` is never folded away: one would not see that something waits.
    """

    label: Any
    url: str
    icon: str = ""
    current: str = ""
    unread: int = 0
    in_sight: bool = False


@dataclass(frozen=True)
class Menu:
    """The first links side by side, the others under « Plus », what must be seen after it."""

    links: list[Link]

    @property
    def shown(self) -> list[Link]:
        """What a wide screen shows at once."""
        plain = self._plain
        return plain if len(self.links) <= OPEN_ENTRIES else plain[: OPEN_ENTRIES - 1]

    @property
    def more(self) -> list[Link]:
        """The rest."""
        return self._plain[len(self.shown) :]

    @property
    def ends(self) -> list[Link]:
        """What stays in sight at the end."""
        return [link for link in self.links if link.in_sight]

    @property
    def _plain(self) -> list[Link]:
        return [link for link in self.links if not link.in_sight]

    @property
    def more_is_current(self) -> bool:
        """Tell whether one stands on a link of the rest."""
        return any(link.current for link in self.more)

    def __bool__(self) -> bool:
        return bool(self.links)


def menu_of(request: HttpRequest, place: str) -> Menu:
    """The links of one place, for the person who asks."""
    actor = getattr(request, "user", None)
    entries = (entry for entry in menus.values() if entry.place == place)
    links = [
        Link(
            label=entry.label,
            url=url,
            icon=entry.icon,
            unread=entry.badge(request) if entry.badge else 0,
            in_sight=entry.badge is not None,
        )
        for entry in entries
        # The address first: a rule may read tables that only its own house has.
        if (url := _url(entry.url_name, getattr(request, "urlconf", None)))
        and allowed(entry.rule, actor=actor, facts={})
    ]
    return Menu(mark_current(links, request.path))


def mark_current(links: Iterable[Link], path: str) -> list[Link]:
    """Mark the link one stands on, or the nearest above."""
    links = list(links)
    above = [link.url for link in links if link.url != "/" and path.startswith(link.url)]
    nearest = max(above, key=len, default="/" if path == "/" else None)
    return [
        replace(link, current="page" if link.url == path else "true")
        if link.url == nearest
        else link
        for link in links
    ]


@cache
def _url(name: str, urlconf: str | None) -> str:
    """The address on this sort of host; nothing where the page does not exist."""
    try:
        return reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return ""
