"""Passes for tests: written as a city writes them, shown at the club's door as a browser does."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone

from agora.context import CityRef
from agora.mail.house import origin
from tenants.disclosure import passes
from tests.harness.clients import HouseClient

DOOR = "/entree/"


def a_pass(city: CityRef | None, subject: uuid.UUID, **changed: Any) -> str:
    """The pass of somebody of a city (None: the provider's), good unless changed."""
    given = {
        "issuer": city.id if city else passes.PROVIDER,
        "subject": subject,
        "name": "Samira Ould-Kaci",
        "title": "Innovation, plateforme",
        "mail": "samira@ville.exemple.fr",
        "roles": ["platform_officer"] if city else ["provider_club"],
        "at": timezone.now(),
    }
    return passes.mint(**given | changed)


def origin_of(city: CityRef | None) -> str:
    """What the browser says of the page that sent the form."""
    return origin(city.host if city else "console.localhost")


def show(browser: HouseClient, token: str, *, origin: str | None, **extra: Any) -> Any:
    """Send a pass to the door of the club, as the form of a page of `origin` does."""
    headers = {} if origin is None else {"origin": origin}
    return browser.post(DOOR, {"pass": token}, headers=headers, **extra)
