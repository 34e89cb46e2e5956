"""Reads: the fleet, one city, what is wrong first; and what a city knows of itself."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from agora.accounts.models import User
from agora.context import CityRef, city_or_none, public
from tenants import directory, fingerprint
from tenants.models import (
    City,
    CityState,
    Domain,
    Epoch,
    MigrationItem,
    OwnBlueprint,
    OwnCity,
    OwnDisclosure,
    OwnGrant,
    OwnSheet,
    RunState,
    SetupRun,
    StepState,
)
from tenants.models.city import OPEN, SERVED
from tenants.registries import disclosures, features, setup_steps


@dataclass(frozen=True)
class Trouble:
    """Something to do about a city, in words."""

    city: City
    level: str
    icon: str
    label: str
    text: str
    verb: str
    anchor: str


def cities() -> QuerySet[City]:
    """Every city, with its primary host and its opening."""
    host = Domain.objects.filter(city=OuterRef("pk"), is_primary=True).values("host")[:1]
    return City.objects.select_related("setup").annotate(host=Subquery(host))


def filtered(*, state: str = "", words: str = "", wrong: bool = False) -> QuerySet[City]:
    """The cities a filter of the console asks for, what is wrong first, then by name."""
    found = cities()
    if state in CityState.values:
        found = found.filter(state=state)
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(insee=words) | Q(domains__host__icontains=words.lower())
        ).distinct()
    if wrong:
        found = found.filter(_wrong())
    return found.annotate(troubles=Count("pk", filter=_wrong(), distinct=True)).order_by(
        "-troubles", "name", "pk"
    )


def _wrong() -> Q:
    stopped = Q(setup__state=RunState.FAILED)
    behind = Q(state__in=(*SERVED, CityState.SUSPENDED)) & ~Q(fingerprint=fingerprint.target())
    lost = Q(pk__in=Domain.objects.filter(lost_since__isnull=False).values("city"))
    return stopped | behind | lost


def counts() -> dict[str, int]:
    """How many cities in each state."""
    found = City.objects.values_list("state").annotate(n=Count("pk")).order_by()
    return dict(found)


def city_or_404(schema: str) -> City:
    """The city of that schema."""
    found = cities().filter(schema_name=schema).first()
    if found is None:
        raise Http404
    return found


def troubles() -> list[Trouble]:
    """What is wrong in the fleet, worst first."""
    found = list(cities().filter(_wrong()).order_by("name"))
    stopped = [city for city in found if _setup_failed(city)]
    lost = {host.city_id: host for host in Domain.objects.filter(lost_since__isnull=False)}
    away = [city for city in found if city.pk in lost]
    behind = [city for city in found if city not in stopped and city not in away]
    return [
        *(_stopped(city) for city in stopped),
        *(_away(city, lost[city.pk]) for city in away),
        *(_behind(city) for city in behind),
    ]


def _setup_failed(city: City) -> bool:
    run = getattr(city, "setup", None)
    return run is not None and run.state == RunState.FAILED


def _stopped(city: City) -> Trouble:
    step = city.setup.steps.filter(state=StepState.FAILED).first()
    return Trouble(
        city=city,
        level="bad",
        icon="warn",
        label=_("Ouverture arrêtée"),
        text=_("L’étape «\u00a0%(step)s\u00a0» n’a pas abouti\u00a0: %(error)s")
        % {"step": _step_name(step.name) if step else "", "error": step.error if step else ""},
        verb=_("Voir les étapes"),
        anchor="etapes",
    )


def _away(city: City, host: Domain) -> Trouble:
    return Trouble(
        city=city,
        level="bad",
        icon="warn",
        label=_("Adresse perdue"),
        text=_("%(host)s\u00a0: %(why)s Elle garde sa preuve trois jours.")
        % {"host": host.host, "why": " ".join(str(one.label) for one in host.problems)},
        verb=_("Voir l’adresse"),
        anchor="adresses",
    )


def _step_name(key: str) -> str:
    return str(setup_steps.get(key).label) if key in setup_steps else key


def _behind(city: City) -> Trouble:
    item = MigrationItem.objects.filter(city=city).order_by("-pk").first()
    why = item.error if item and item.error else _("la mise à jour ne l’a pas encore atteinte.")
    return Trouble(
        city=city,
        level="warn",
        icon="wait",
        label=_("Version précédente"),
        text=_("La ville sert normalement\u00a0; %(why)s") % {"why": why},
        verb=_("Voir la ville"),
        anchor="version",
    )


def served() -> QuerySet[City]:
    """The cities whose residents can read."""
    return City.objects.filter(state__in=SERVED)


def city_named(name: str) -> CityRef | None:
    """The city of a host, of a schema or of that very name; for commands."""
    with public():
        found = (
            City.objects.filter(
                Q(domains__host=name.lower()) | Q(schema_name=name) | Q(name__iexact=name)
            )
            .select_related("settings")
            .first()
        )
        return directory.ref_of(found) if found else None


def setup_of(city: City) -> SetupRun | None:
    """The opening of a city, with its steps in order."""
    return (
        SetupRun.objects.filter(city=city)
        .prefetch_related(Prefetch("steps"))
        .select_related("city")
        .first()
    )


def host_is_taken(host: str) -> bool:
    """Tell whether a city already answers on that host."""
    return Domain.objects.filter(host=host).exists()


def hosts_of(city: City) -> list[Domain]:
    """The hosts that lead to a city, the one of its links first."""
    return list(city.domains.order_by("-is_primary", "host"))


def host_or_404(city: City, number: int) -> Domain:
    """One host of a city."""
    found = city.domains.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def host_named(host: str) -> Domain | None:
    """A host as the directory writes it, for commands."""
    return Domain.objects.select_related("city").filter(host=host.lower().rstrip(".")).first()


def hosts_to_check() -> list[int]:
    """The hosts to look at every day: those of zones that are not ours, and ours not yet noted."""
    ours = Q(host__endswith=f".{settings.BASE_DOMAIN}", verified_at__isnull=False)
    return list(Domain.objects.exclude(ours).order_by("pk").values_list("pk", flat=True))


def without_immediate_host() -> list[City]:
    """The cities that do not answer below our own domain."""
    ours = Domain.objects.filter(host__endswith=f".{settings.BASE_DOMAIN}").values("city")
    return list(City.objects.exclude(pk__in=ours).exclude(state=CityState.LEAD))


def certified() -> QuerySet[Domain]:
    """The hosts that may have a certificate: proven, and of a city whose pages answer."""
    return Domain.objects.filter(
        verified_at__isnull=False, city__state__in=OPEN, city__provisioned_at__isnull=False
    )


def hosts_with_certificate() -> list[int]:
    """The hosts whose certificate is looked at every day."""
    return list(certified().order_by("pk").values_list("pk", flat=True))


def may_have_certificate(host: str) -> tuple[int, bool]:
    """The epoch of the directory, and whether a host is proven and leads to a city: one query."""
    known = certified().filter(host=host)
    rows = Epoch.objects.filter(pk=1).annotate(proven=Exists(known)).values_list("value", "proven")
    return rows.first() or (0, known.exists())  # the row comes back with the next change


def own_city() -> OwnCity:
    """What the city we are in may read of its own rows in public."""
    return OwnCity.objects.get()


def identity() -> dict[str, Any]:
    """Colour, logo and words of the city we are in: from the directory, at no query."""
    city = city_or_none()
    return dict(city.extra.get("identity", {})) if city else {}


def is_on(city: City, name: str) -> bool:
    """Tell whether a function is switched on in a city, seen from the console."""
    return bool(city.features.get(name, features.get(name).default))


def feature(name: str) -> bool:
    """Tell whether a function is switched on in the city we are in."""
    city = city_or_none()
    switched = city.extra.get("features", {}) if city else {}
    return bool(switched.get(name, features.get(name).default))


# --- What the city we are in shares with the club -------------------------------------------------


def own_values() -> list[OwnDisclosure]:
    """Every value it lets out, the card first."""
    return sorted(
        OwnDisclosure.objects.all(),
        key=lambda one: (
            not one.key.startswith("card."),
            one.subject_ref,
            _weight(one.key),
            one.pk,
        ),
    )


def _weight(key: str) -> int:
    item = disclosures.get(key, None)
    return item.weight if item else 0


def own_value(subject: str, key: str) -> OwnDisclosure | None:
    """One value it lets out."""
    return OwnDisclosure.objects.filter(subject_ref=subject, key=key).first()


def own_sheets() -> list[OwnSheet]:
    """The sheets it published."""
    return list(OwnSheet.objects.all())


def own_blueprints() -> list[OwnBlueprint]:
    """The last version of each blueprint it published, withdrawn ones left out."""
    rows = OwnBlueprint.objects.filter(withdrawn_at__isnull=True).defer("content", "manifest")
    latest: dict[Any, OwnBlueprint] = {}
    for row in rows.order_by("uid", "version"):
        latest[row.uid] = row
    return sorted(latest.values(), key=lambda one: one.published_at, reverse=True)


def in_the_club() -> list[User]:
    """Who of its team may enter the club."""
    open_ones = OwnGrant.objects.filter(active=True).values("staff_uid")
    return list(User.objects.filter(uid__in=open_ones).order_by("full_name", "pk"))
