"""Tells the kernel which cities there are: by host for requests, by schema for jobs.

What a city looks like travels with it, so that a warm host costs no query.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from django.conf import settings

from agora.context import CityRef
from tenants.models import City, Domain, Epoch
from tenants.models.city import OPEN

CARRIED = (
    "theme_colour",
    "logo_url",
    "word",
    "tagline",
    "address",
    "phone",
    "contact_email",
    "publisher",
    "outline",
)
"""The identity that travels; long texts are read where they are shown."""


def source(host: str) -> CityRef | None:
    """Return the city of a host; while it is not ready, nobody. Called in the public house."""
    found = (
        Domain.objects.filter(host=host, city__state__in=OPEN, city__provisioned_at__isnull=False)
        .select_related("city__settings")
        .first()
    )
    return ref_of(found.city) if found else None


def find(schema: str) -> CityRef | None:
    """Return the city of a schema, whatever its state. Called in the public house."""
    city = City.objects.filter(schema_name=schema).select_related("settings").first()
    return ref_of(city) if city else None


def running() -> Iterator[CityRef]:
    """Every city that is open. Called in the public house."""
    for city in City.objects.filter(state__in=OPEN).select_related("settings"):
        yield ref_of(city)


def epoch() -> int:
    """Return the number that moves when a host, a state or an identity does."""
    return Epoch.objects.filter(pk=1).values_list("value", flat=True).first() or 0


def ref_of(city: City) -> CityRef:
    """Return what the context carries of a city. Called in the public house."""
    chosen = city.settings
    identity = {name: getattr(chosen, name) for name in CARRIED}
    extra: dict[str, Any] = {
        "prefix": city.reference_prefix,
        "kind": city.kind,
        "population": city.population,
        "timezone": settings.TIME_ZONE,
        "identity": MappingProxyType(identity),
        "features": MappingProxyType(dict(city.features)),
    }
    primary = city.domains.filter(is_primary=True).values_list("host", flat=True).first()
    return CityRef(
        schema=city.schema_name,
        id=city.pk,
        state=city.state,
        name=city.name,
        host=primary or "",
        extra=MappingProxyType(extra),
    )


def carry(city: City) -> City:
    """Put host and looks on `city.ref`, for whoever enters it outside a request."""
    city.whole_ref = ref_of(city)
    return city
