"""Writes: open a city, move it through its life, describe it, give it its looks."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils import timezone

from agora.action import action
from agora.jobs import enqueue
from tenants import rules
from tenants.actions._hosts import immediate_host, touch_directory, write_host
from tenants.models import (
    City,
    CitySettings,
    CityState,
    CityTransition,
    ClubGrant,
    OwnCity,
    RunState,
    SetupRun,
    SetupStep,
    StepState,
)
from tenants.registries import ordered_steps


@action("city.opening_asked", rule=rules.runs_fleet, operator=True)
def open_city(
    *,
    actor: Any,
    name: str,
    host: str,
    admin_email: str,
    admin_name: str = "",
    kind: str = "commune",
    population: int = 0,
    insee: str = "",
    siren: str = "",
    target_state: str = CityState.LIVE,
    identity: Mapping[str, Any] | None = None,
) -> City:
    """Note a new city and what opening it takes; a worker does the work, no DDL happens here.

    On a host of its own, it answers at an address of ours too, and first there until the zone
    proves its own.
    """
    city = City.objects.create(
        name=name,
        kind=kind,
        population=population,
        insee=insee,
        siren=siren,
        reference_prefix=host,
        state=CityState.PROVISIONING,
    )
    if not write_host(city=city, host=host, primary=True).is_ours:
        write_host(city=city, host=immediate_host(city), primary=True)
    CitySettings.objects.create(city=city, contact_email=admin_email, **(identity or {}))
    run = SetupRun.objects.create(
        city=city, admin_email=admin_email, admin_name=admin_name, target_state=target_state
    )
    SetupStep.objects.bulk_create(
        SetupStep(run=run, name=key, position=number)
        for number, (key, _step) in enumerate(ordered_steps(), start=1)
    )
    _note(city, CityState.LEAD, actor=actor)
    touch_directory()
    _enqueue_setup(run)
    return city


@action("city.opening_resumed", rule=rules.runs_fleet, operator=True)
def resume_opening(*, actor: Any, city: City) -> City:
    """Take an opening up again where it stopped."""
    run = city.setup
    run.steps.filter(state=StepState.FAILED).update(state=StepState.TODO, error="")
    SetupRun.objects.filter(pk=run.pk).update(state=RunState.WAITING)
    _enqueue_setup(run)
    return city


@action("city.opened", rule=rules.can_finish)
def finish_opening(*, actor: Any, run: SetupRun) -> City:
    """Serve the city from now on."""
    city = City.objects.select_for_update().get(pk=run.city_id)
    if city.provisioned_at is None:
        city.provisioned_at = timezone.now()
        _move(city, run.target_state, actor=actor)
    return city


@action("city.put_live", rule=rules.can_go_live, operator=True)
def put_live(*, actor: Any, city: City, reason: str = "") -> City:
    """Serve a city in full, be it new, resting or suspended until now."""
    return _move(city, CityState.LIVE, actor=actor, reason=reason)


@action("city.made_read_only", rule=rules.can_restrict, operator=True)
def make_read_only(*, actor: Any, city: City, reason: str) -> City:
    """Let residents read and staff export; nothing new starts."""
    return _move(city, CityState.READ_ONLY, actor=actor, reason=reason)


@action("city.suspended", rule=rules.can_suspend, operator=True)
def suspend_city(*, actor: Any, city: City, reason: str) -> City:
    """Show a fixed page instead of the site; staff still export."""
    return _move(city, CityState.SUSPENDED, actor=actor, reason=reason)


@action("city.archived", rule=rules.can_archive, operator=True)
def archive_city(*, actor: Any, city: City, reason: str) -> City:
    """Close a city; its words stay, and one click brings it back."""
    return _move(city, CityState.ARCHIVED, actor=actor, reason=reason)


@action("city.described", rule=rules.runs_fleet, operator=True)
def describe_city(
    *, actor: Any, city: City, name: str, kind: str, population: int, insee: str, siren: str
) -> City:
    """Correct what the provider knows of a city."""
    city.name, city.kind, city.population = name, kind, population
    city.insee, city.siren = insee, siren
    city.save(update_fields=["name", "kind", "population", "insee", "siren"])
    touch_directory()
    return city


@action("city.host_changed", rule=rules.runs_fleet, operator=True)
def change_host(*, actor: Any, city: City, host: str) -> City:
    """Serve a city on another host, once it is proven; the former one goes on leading to it."""
    city.domains.update(becomes_primary=False)
    write_host(city=city, host=host, primary=True)
    touch_directory()
    return city


@action("city.feature_switched", rule=rules.runs_fleet, operator=True)
def switch_feature(*, actor: Any, city: City, name: str, on: bool) -> City:
    """Give a city a function, or take it back."""
    city.features = {**city.features, name: on}
    city.save(update_fields=["features"])
    touch_directory()
    return city


@action("identity.changed", rule=rules.keeps_identity)
def change_identity(*, actor: Any, fields: Mapping[str, Any]) -> OwnCity:
    """Write the city's own looks and words, from inside the city.

    The city's role has no right on the provider's tables: one function of the owner's takes the
    city from the role that calls it, so a wrong city cannot even be named.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenants_change_own_city(%s::jsonb)", [json.dumps(dict(fields))])
    return OwnCity.objects.get()


def _move(city: City, to: str, *, actor: Any, reason: str = "") -> City:
    former, city.state, city.state_reason = city.state, to, reason
    city.save(update_fields=["state", "state_reason", "provisioned_at"])
    if to in (CityState.SUSPENDED, CityState.ARCHIVED):
        ClubGrant.objects.filter(city=city, active=True).update(
            active=False, closed_at=timezone.now()
        )
    _note(city, former, actor=actor, reason=reason)
    touch_directory()
    return city


def _note(city: City, former: str, *, actor: Any, reason: str = "") -> None:
    CityTransition.objects.create(
        city=city,
        from_state=former,
        to_state=city.state,
        actor_ref=getattr(actor, "reference", ""),
        actor_label=str(actor),
        reason=reason,
    )


def _enqueue_setup(run: SetupRun) -> None:
    enqueue("tenants.set_up", lock=f"setup:{run.pk}", scope="public", run=run.pk)
