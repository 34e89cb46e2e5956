"""What the house writes at the head and foot of its letters."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from agora.context import city_or_none, state
from agora.ui.theme import derive

DEFAULT_COLOUR = "#0B6E6E"


@dataclass(frozen=True)
class Letterhead:
    """Name, address and colours of the sender."""

    name: str
    url: str
    colours: dict[str, Any]
    address: str = ""
    contact: str = ""
    logo_url: str = ""


def letterhead() -> Letterhead:
    """Return the letterhead of the house we are in."""
    city = city_or_none()
    identity: dict[str, Any] = dict(city.extra.get("identity", {})) if city else {}
    return Letterhead(
        name=city.name if city else "Agora",
        url=absolute("/"),
        colours=derive(identity.get("theme_colour") or DEFAULT_COLOUR),
        address=identity.get("address", ""),
        contact=identity.get("contact_email", ""),
        logo_url=identity.get("logo_url", ""),
    )


def absolute(path: str) -> str:
    """Return the whole address of a page of this house, for whoever reads elsewhere."""
    if not path.startswith("/") or path.startswith("//"):
        return path
    scheme, standard = ("https", 443) if settings.HTTPS else ("http", 80)
    port = "" if standard == settings.PUBLIC_PORT else f":{settings.PUBLIC_PORT}"
    return f"{scheme}://{host()}{port}{path}"


def host() -> str:
    """Return the host of the house we are in."""
    city = city_or_none()
    if city:
        return city.host
    return str(settings.CLUB_HOST if state() == "club" else settings.PROVIDER_HOST)
