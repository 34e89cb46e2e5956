"""Who may open, move and describe cities. Guards of the life cycle stand here too."""

from typing import Any

from agora.context import city_or_none
from agora.rules import has_role, is_operator, is_person, is_staff, is_system
from tenants.models import SERVED, City, CityState, Domain

_keeps_identity = has_role("director", "communication")


def runs_fleet(*, actor: Any) -> bool:
    """The provider's people."""
    return is_operator(actor=actor)


def is_machine(*, actor: Any) -> bool:
    """No person at all: what a job or a command keeps of its own work."""
    return is_system(actor)


def can_move(actor: Any, city: City, to: str) -> bool:
    """A move of the life cycle, by an operator, from where it may start."""
    return is_operator(actor=actor) and to in city.moves


def can_go_live(*, actor: Any, city: City) -> bool:
    """Trial to service, and back from read-only, suspended or archived."""
    return can_move(actor, city, CityState.LIVE) and city.provisioned_at is not None


def can_restrict(*, actor: Any, city: City) -> bool:
    """End of a contract, or the city's own wish."""
    return can_move(actor, city, CityState.READ_ONLY)


def can_suspend(*, actor: Any, city: City) -> bool:
    """Security, law or the city's own wish; never money."""
    return can_move(actor, city, CityState.SUSPENDED)


def can_archive(*, actor: Any, city: City) -> bool:
    """The end; taken back in one click while the schema is there."""
    return can_move(actor, city, CityState.ARCHIVED)


def can_remove_host(*, actor: Any, domain: Domain) -> bool:
    """Any host but the one that links use."""
    return is_operator(actor=actor) and not domain.is_primary


def can_promote_host(*, actor: Any, domain: Domain) -> bool:
    """A host that is proven, and that still leads to us."""
    proven = domain.verified_at is not None and domain.lost_since is None
    return is_operator(actor=actor) and proven and not domain.is_primary


def reads_zones(*, actor: Any) -> bool:
    """Only the job that read the zone says what it found there."""
    return False


def can_finish(*, actor: Any, run: Any) -> bool:
    """Only the last step of an opening says that it is over."""
    return False


def keeps_identity(*, actor: Any) -> bool:
    """Colour, logo, wording and legal notices: the director or communication."""
    return _keeps_identity(actor=actor)


shares = has_role("director", "platform_officer")
"""Who lets something of the city out: they answer for it on « Ce que nous partageons »."""

takes = has_role(
    "director", "platform_officer", "project_officer", "media_officer", "department_lead"
)
"""Who may begin a consultation, and so take up a blueprint."""

facilitates_club = has_role("provider_club")
"""The provider's people who look after the club, and moderate it."""


def enters_club(*, actor: Any) -> bool:
    """Whoever is of the team of a city that is served, read-only ones included."""
    city = city_or_none()
    served = city is not None and city.state in SERVED
    return served and is_person(actor) and is_staff(actor=actor)
