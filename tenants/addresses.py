"""The hosts of a city as the console shows them: state, what to write in the zone, to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agora.action import may
from tenants import certificates, queries
from tenants.actions import domains as actions
from tenants.models import City, Domain


@dataclass(frozen=True)
class Verb:
    """What a button beside a host does, and says it did; `asks`: on a page of its own first."""

    action: Callable[..., Any]
    done: Any
    asks: bool = False


VERBS = {
    "verifier": Verb(
        actions.ask_proof,
        gettext_lazy(
            "La zone de %(host)s va être lue. Le résultat s’affiche ici dans quelques "
            "secondes\u00a0: rechargez la page."
        ),
    ),
    "principale": Verb(
        actions.promote_host, gettext_lazy("Les liens prennent maintenant %(host)s.")
    ),
    "retirer": Verb(
        actions.remove_host, gettext_lazy("%(host)s ne mène plus à la ville."), asks=True
    ),
}


@dataclass(frozen=True)
class Address:
    """One host, in words."""

    domain: Domain
    badge: tuple[str, str]
    state: str
    problems: list[str]
    caution: str
    certificate: str
    ends_soon: bool
    zone: str
    subject: str
    letter: str
    may_remove: bool
    may_promote: bool


def of(city: City, *, actor: Any) -> list[Address]:
    """Every host of a city, the one of its links first."""
    return [_address(domain, actor) for domain in queries.hosts_of(city)]


def _address(domain: Domain, actor: Any) -> Address:
    unproven = domain.verified_at is None
    return Address(
        domain=domain,
        badge=_badge(domain),
        state=state_of(domain),
        problems=[str(problem.label) for problem in domain.problems],
        caution=caution_of(domain),
        certificate=certificate_of(domain),
        ends_soon=_ends_soon(domain.certificate_until),
        zone=zone_of(domain) if unproven or domain.lost_since else "",
        subject=subject_of(domain),
        letter=letter_of(domain) if unproven or domain.lost_since else "",
        may_remove=may(actions.remove_host, actor=actor, domain=domain),
        may_promote=may(actions.promote_host, actor=actor, domain=domain),
    )


def _badge(domain: Domain) -> tuple[str, str]:
    if domain.lost_since:
        return "bad", "warn"
    return ("warn", "wait") if domain.verified_at is None else ("ok", "check")


def state_of(domain: Domain) -> str:
    """Say where a host stands."""
    if domain.lost_since:
        return _("Ne mène plus ici depuis le %(day)s") % {"day": _day(domain.lost_since)}
    if domain.verified_at is None:
        return _("À prouver")
    return _("Vérifiée le %(day)s") % {"day": _day(domain.verified_at)}


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "j F Y")


def caution_of(domain: Domain) -> str:
    """Say that the zone forbids our authority, if it does."""
    if not domain.refused_by:
        return ""
    return _(
        "Un enregistrement CAA de la zone réserve les certificats à %(others)s\u00a0: le nôtre "
        'serait refusé. Il faut y ajouter «\u00a0CAA 0 issue "%(ours)s"\u00a0».'
    ) % {"others": domain.refused_by, "ours": settings.EDGE.authority}


def certificate_of(domain: Domain) -> str:
    """Say until when the certificate is good that the edge showed."""
    if domain.certificate_until is None:
        return ""
    day = {"day": _day(domain.certificate_until)}
    if domain.certificate_until < timezone.now():
        return _("Certificat périmé depuis le %(day)s") % day
    return _("Certificat valable jusqu’au %(day)s") % day


def _ends_soon(end: datetime | None) -> bool:
    return end is not None and end < timezone.now() + timedelta(days=certificates.SOON)


def zone_of(domain: Domain) -> str:
    """Return the lines to write in the zone: a bare domain cannot be an alias."""
    edge = settings.EDGE
    lines = [f'{domain.proof_name}. 3600 IN TXT "{domain.proof}"']
    if not is_bare(domain.host):
        lines.append(f"{domain.host}. 3600 IN CNAME {edge.host}.")
    elif edge.addresses:
        lines += [f"{domain.host}. 3600 IN {_kind(one)} {one}" for one in edge.addresses]
    else:
        lines.append(_("; %(host)s\u00a0: les adresses A et AAAA de %(edge)s") % _names(domain))
    return "\n".join(lines)


def is_bare(host: str) -> bool:
    """Tell whether a host is a whole domain, `maville.fr` and not `participez.maville.fr`."""
    return host.count(".") == 1


def _kind(address: str) -> str:
    return "AAAA" if ":" in address else "A"


def _names(domain: Domain) -> dict[str, str]:
    return {"host": domain.host, "edge": settings.EDGE.host, "city": domain.city.name}


def subject_of(domain: Domain) -> str:
    """Return the subject of the letter to the people who keep the zone."""
    return _("%(host)s\u00a0: lignes à ajouter dans votre zone DNS") % _names(domain)


def letter_of(domain: Domain) -> str:
    """Return the letter to the city's IT department, ready to be sent."""
    return "\n\n".join(
        text
        for text in (
            _("Bonjour,"),
            _(
                "%(city)s ouvre son site de participation à l’adresse %(host)s. Pour qu’elle mène "
                "à nos serveurs, et que nous obtenions son certificat, merci d’écrire ces lignes "
                "dans votre zone DNS\u00a0:"
            )
            % _names(domain),
            zone_of(domain),
            _(
                "La première prouve que l’adresse est à vous\u00a0; la suite y conduit les "
                "visiteurs. Rien d’autre ne change\u00a0: ni votre site, ni votre messagerie. "
                "Merci de laisser ces lignes en place\u00a0: sans elles, l’adresse cesse de "
                "répondre."
            ),
            _(
                "Si l’adresse porte déjà un enregistrement A, AAAA ou CNAME, il est à remplacer. "
                "Le certificat est demandé à %(ca)s\u00a0; nous vérifions la zone chaque jour, et "
                "vous n’avez rien d’autre à faire."
            )
            % {"ca": settings.EDGE.authority},
            caution_of(domain),
            _("Merci, et bonne journée."),
        )
        if text
    )
