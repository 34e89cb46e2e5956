"""Writes: the hosts of a city, added and removed by the operator, proven or lost by the zone."""

from typing import Any

from django.utils import timezone

from agora.action import action
from agora.jobs.queue import enqueue_once
from tenants import rules
from tenants.actions._hosts import immediate_host, make_primary, touch_directory, write_host
from tenants.models import City, Domain


@action("domain.added", rule=rules.runs_fleet, operator=True)
def add_host(*, actor: Any, city: City, host: str) -> Domain:
    """Let one more host lead to a city; links go on using the first one."""
    domain = write_host(city=city, host=host, primary=False)
    touch_directory()
    return domain


@action("domain.given", rule=rules.runs_fleet, operator=True)
def give_immediate_host(*, actor: Any, city: City) -> Domain:
    """Give a city its address on our domain; links use it while no proven host has them."""
    proven = city.domains.filter(is_primary=True, verified_at__isnull=False).exists()
    domain = write_host(city=city, host=immediate_host(city), primary=not proven)
    touch_directory()
    return domain


@action("domain.removed", rule=rules.can_remove_host, operator=True)
def remove_host(*, actor: Any, domain: Domain) -> City:
    """Let a host lead nowhere any more."""
    city = domain.city
    Domain.objects.filter(pk=domain.pk).delete()
    touch_directory()
    return city


@action("domain.promoted", rule=rules.can_promote_host, operator=True)
def promote_host(*, actor: Any, domain: Domain) -> Domain:
    """Let links use this host from now on, whichever was to take them next."""
    Domain.objects.filter(city_id=domain.city_id).update(becomes_primary=False)
    make_primary(domain)
    touch_directory()
    return domain


@action("domain.proof_asked", rule=rules.runs_fleet, operator=True)
def ask_proof(*, actor: Any, domain: Domain) -> Domain:
    """Have a worker look at the zone now: never in the request, a zone may take its time."""
    enqueue_once(
        "tenants.verify_domain", once=f"domain:{domain.pk}", scope="public", domain=domain.pk
    )
    return domain


@action("domain.verified", rule=rules.reads_zones)
def confirm_host(*, actor: Any, domain: Domain) -> Domain:
    """Note that the zone proves a host, or that a lost one is back: it may have its certificate."""
    found = Domain.objects.select_for_update().get(pk=domain.pk)
    found.verified_at = found.verified_at or timezone.now()
    found.lost_since = None
    found.save(update_fields=["verified_at", "lost_since"])
    if found.becomes_primary:
        make_primary(found)
    touch_directory()
    return found


@action("domain.lost", rule=rules.reads_zones)
def flag_host(*, actor: Any, domain: Domain, at: Any) -> Domain:
    """Note since when a proven host leads elsewhere; it keeps its proof for the days of grace."""
    Domain.objects.filter(pk=domain.pk, verified_at__isnull=False).update(lost_since=at)
    return domain


@action("domain.unproven", rule=rules.reads_zones)
def withdraw_proof(*, actor: Any, domain: Domain) -> Domain:
    """Take the proof of a host back; links use another proven host until it returns."""
    found = Domain.objects.select_for_update().get(pk=domain.pk)
    found.verified_at = found.lost_since = None
    found.save(update_fields=["verified_at", "lost_since"])
    others = found.city.domains.filter(verified_at__isnull=False)
    heir = min(others, key=lambda one: (not one.is_ours, one.host), default=None)
    if found.is_primary and heir is not None:
        make_primary(heir)
        Domain.objects.filter(pk=found.pk).update(becomes_primary=True)
    touch_directory()
    return found
