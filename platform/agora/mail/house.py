"""What the house writes at the head and foot of its letters."""

from typing import Any

from django.conf import settings

from agora.context import city_or_none, state
from agora.mail.registries import houses
from agora.ui import theme
from agora.ui.context import house as current_house


def letterhead() -> dict[str, Any]:
    """Return what every letter's template knows: the sender, its colours, where it lives."""
    sender = current_house()
    return {
        "house": sender,
        "colours": theme.derive(sender.colour),
        "site_url": absolute("/"),
    }


def absolute(path: str) -> str:
    """Return the whole address of a page of this house, for whoever reads elsewhere."""
    if not path.startswith("/") or path.startswith("//"):
        return path
    return absolute_at(host(), path)


def absolute_at(name: str, path: str) -> str:
    """Return the whole address of a page of another of our houses."""
    return origin(name) + path


def origin(name: str) -> str:
    """Return the origin of one of our hosts, as a browser writes it."""
    scheme, standard = ("https", 443) if settings.HTTPS else ("http", 80)
    port = "" if standard == settings.PUBLIC_PORT else f":{settings.PUBLIC_PORT}"
    return f"{scheme}://{name}{port}"


def address_of(user: Any) -> str:
    """Return where to write to somebody; "" when there is no writing to them."""
    told = houses.get(state(), None)
    return told.address(user) if told else str(user.email)


def link_for(user: Any, path: str) -> str:
    """Return the whole address of a page of this house, as a letter to somebody gives it."""
    told = houses.get(state(), None)
    return told.link(user, path) if told else absolute(path)


def address_may_close() -> bool:
    """Say whether somebody of this house may be out of reach before their letter leaves."""
    return state() in houses


def host() -> str:
    """Return the host of the house we are in."""
    city = city_or_none()
    if city:
        return city.host
    return str(settings.CLUB_HOST if state() == "club" else settings.PROVIDER_HOST)
