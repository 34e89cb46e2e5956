"""What a pass must stand before the door opens, each as one check that says its name in the log."""

from __future__ import annotations

from collections.abc import Mapping

from agora.mail.house import origin
from club_utilisateurs.queries import entrance
from tenants.disclosure.passes import Pass


class NotAdmitted(Exception):
    """The pass is ours, and opens nothing here and now; the class says why, for the log alone."""


class WrongOrigin(NotAdmitted):
    """It is not the city's own page that sent it: somebody else's pass in a visitor's browser."""


class CityClosed(NotAdmitted):
    """The city is suspended, closed, or no member."""


class NoGrant(NotAdmitted):
    """The city lets this person in no more."""


class Replayed(NotAdmitted):
    """It was used already."""


def check_origin(said: Pass, headers: Mapping[str, str]) -> None:
    """Refuse a form that another site than the issuing city sent (login CSRF)."""
    hosts = entrance.issuer_of(said).hosts
    if headers.get("Origin", "") not in {origin(host) for host in hosts}:
        raise WrongOrigin


def check_city(said: Pass) -> None:
    """Refuse the team of a city that is suspended or closed."""
    if not entrance.issuer_of(said).served:
        raise CityClosed


def check_grant(said: Pass) -> None:
    """Refuse whoever lost their job since the pass was written."""
    if not entrance.has_grant(said):
        raise NoGrant
