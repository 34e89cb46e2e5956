"""The proof of a host: its zone says our token, and leads to our edge.

Below our own domain nothing is to be proven. A host once proven is looked at every day: then only
where it leads counts, for zones are tidied up and the TXT record with them. One that leads
elsewhere is flagged at once and keeps its proof for three days, the time to mend a slip.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from agora.rules import SYSTEM
from tenants import zones
from tenants.actions import domains as actions
from tenants.models import Domain, Problem

GRACE = timedelta(days=3)


@dataclass(frozen=True)
class Seen:
    """What a zone says: what is missing, and which authorities it allows if not ours."""

    problems: tuple[Problem, ...]
    refused_by: str = ""


def check(number: int, *, at: datetime) -> Domain | None:
    """Look at the zone of a host and note what follows; None if the host is there no more."""
    domain = Domain.objects.select_related("city").filter(pk=number).first()
    if domain is None:
        return None
    seen = Seen(()) if domain.is_ours else look(domain)
    Domain.objects.filter(pk=number).update(
        checked_at=at, problem=" ".join(seen.problems), refused_by=seen.refused_by
    )
    _conclude(domain, seen, at)
    return Domain.objects.select_related("city").filter(pk=number).first()


def look(domain: Domain) -> Seen:
    """Ask the zone of a host; what nobody answers is said to be silent, and proves nothing."""
    try:
        problems = tuple(_problems(domain))
    except zones.Silent:
        problems = (Problem.SILENT,)
    return Seen(problems, _refused_by(domain.host))


def _problems(domain: Domain) -> Iterator[Problem]:
    if domain.verified_at is None:
        found = zones.texts(domain.proof_name)
        if domain.proof not in found:
            told = any(text.startswith("agora-verify=") for text in found)
            yield Problem.OTHER_PROOF if told else Problem.NO_PROOF
    if not leads_here(domain.host):
        yield Problem.ELSEWHERE if zones.addresses(domain.host) else Problem.NOWHERE


def leads_here(host: str) -> bool:
    """Tell whether a host is an alias of our edge, or has its addresses and no other."""
    edge = settings.EDGE
    if zones.is_alias_of(host, edge.host):
        return True
    theirs = zones.addresses(host)
    # All of them: an authority, as browsers, prefers the newer kind of address.
    return bool(theirs) and theirs <= (set(edge.addresses) or zones.addresses(edge.host))


def _refused_by(host: str) -> str:
    """Name the authorities the zone allows, if it allows some and not ours."""
    try:
        allowed = zones.authorities(host)
    except zones.Silent:
        return ""
    if not allowed or settings.EDGE.authority in allowed:
        return ""
    return ", ".join(name or ";" for name in allowed)[:253]


def _conclude(domain: Domain, seen: Seen, at: datetime) -> None:
    if not seen.problems:
        if domain.verified_at is None or domain.lost_since is not None:
            actions.confirm_host(actor=SYSTEM, domain=domain)
    elif domain.verified_at is None or Problem.SILENT in seen.problems:
        return
    elif domain.lost_since is None:
        actions.flag_host(actor=SYSTEM, domain=domain, at=at)
    elif at - domain.lost_since >= GRACE:
        actions.withdraw_proof(actor=SYSTEM, domain=domain)
