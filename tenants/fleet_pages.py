"""What the console's pages show: filters, counts, rows in words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agora.exports.registries import DATETIME, INTEGER, Column
from agora.ui.paging import paginate
from tenants import fingerprint, queries
from tenants.models import City, CityState, MigrationRun, RunState, StepState
from tenants.registries import features, setup_steps

BADGES: dict[str, tuple[str, str]] = {
    CityState.LEAD: ("", "pen"),
    CityState.PROVISIONING: ("", "pen"),
    CityState.TRIAL: ("city", "wait"),
    CityState.LIVE: ("ok", "check"),
    CityState.READ_ONLY: ("info", "eye"),
    CityState.SUSPENDED: ("warn", "warn"),
    CityState.ARCHIVED: ("", "minus"),
}
STEP_BADGES: dict[str, tuple[str, str, Any]] = {
    StepState.TODO: ("", "wait", _("À faire")),
    StepState.RUNNING: ("info", "wait", _("En cours")),
    StepState.DONE: ("ok", "check", _("Fait")),
    StepState.FAILED: ("bad", "warn", _("À corriger")),
    StepState.UNDONE: ("", "wait", _("Annulé")),
}
COLUMNS = (
    Column("name", _("Ville")),
    Column("host", _("Adresse")),
    Column("state", _("État")),
    Column("kind", _("Type de collectivité")),
    Column("population", _("Habitants"), INTEGER),
    Column("siren", _("SIREN")),
    Column("insee", _("Code INSEE")),
    Column("up_to_date", _("À jour")),
    Column("opened_at", _("Ouverte le"), DATETIME),
)
SHOWN = (
    CityState.LIVE,
    CityState.TRIAL,
    CityState.PROVISIONING,
    CityState.READ_ONLY,
    CityState.SUSPENDED,
    CityState.ARCHIVED,
)


def read_filters(given: Mapping[str, str]) -> dict[str, Any]:
    """Read the filters of the address; what means nothing is left out."""
    state = given.get("etat", "")
    return {
        "state": state if state in CityState.values else "",
        "words": given.get("q", "").strip()[:80],
        "wrong": given.get("a_voir") == "1",
    }


def fleet(request: HttpRequest, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The page of the fleet."""
    count, troubles = queries.counts(), queries.troubles()
    total = sum(count.values())
    rows = paginate(queries.filtered(**wanted), request, per_page=50)
    return {
        "now": timezone.now(),
        "total": total,
        "well": total - len({trouble.city.pk for trouble in troubles}),
        "troubles": troubles,
        "chips": [
            {"state": state.value, "label": state.label, "n": count[state]}
            for state in SHOWN
            if count.get(state)
        ],
        "wanted": wanted,
        "rows": rows,
        "cities": describe(rows),
        "population": sum(city.population for city in queries.served()),
        "served": queries.served().count(),
    }


def describe(cities: Iterable[City]) -> list[dict[str, Any]]:
    """Rows of the fleet table."""
    goal = fingerprint.target()
    return [
        {
            "city": city,
            "badge": BADGES[city.state],
            "behind": bool(city.fingerprint) and city.fingerprint != goal,
        }
        for city in cities
    ]


def export_rows(wanted: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of the files: keys in English, values as stored."""
    goal = fingerprint.target()
    for city in queries.filtered(**wanted):
        yield {
            "name": city.name,
            "host": city.host,
            "state": city.state,
            "kind": city.kind,
            "population": city.population,
            "siren": city.siren,
            "insee": city.insee,
            "up_to_date": city.fingerprint == goal,
            "opened_at": city.provisioned_at,
        }


def site_of(city: City) -> str:
    """The address of a city's site, from the console."""
    scheme, usual = ("https", 443) if settings.HTTPS else ("http", 80)
    port = "" if usual == settings.PUBLIC_PORT else f":{settings.PUBLIC_PORT}"
    return f"{scheme}://{city.host}{port}/"


def setup(city: City) -> dict[str, Any]:
    """The opening of a city, in words."""
    run = queries.setup_of(city)
    steps: list[dict[str, Any]] = [
        {
            "step": step,
            "label": setup_steps.get(step.name).label if step.name in setup_steps else step.name,
            "badge": STEP_BADGES[step.state],
        }
        for step in (run.steps.all() if run else ())
    ]
    done = sum(row["step"].state == StepState.DONE for row in steps)
    return {
        "run": run,
        "steps": steps,
        "steps_done": done,
        "running": run is not None and run.state in (RunState.WAITING, RunState.RUNNING),
        "stopped": run is not None and run.state == RunState.FAILED,
        "badge": BADGES[city.state],
        "behind": bool(city.fingerprint) and city.fingerprint != fingerprint.target(),
        "functions": [
            {"name": name, "label": function.label, "on": queries.is_on(city, name)}
            for name, function in features.items()
        ],
    }


def versions() -> dict[str, Any]:
    """Releases beside cities."""
    goal = fingerprint.target()
    cities = [city for city in queries.cities() if city.fingerprint]
    behind = [city for city in cities if city.fingerprint != goal]
    return {
        "goal": goal[:8],
        "cities": cities,
        "behind": behind,
        "runs": MigrationRun.objects.prefetch_related("items__city")[:5],
    }
