"""The two cities of every test, made as the fleet makes its own."""

from typing import Any

from django.db import connection
from django.utils import timezone

from agora.context import CityRef, owner, public
from tenants import fleet, spares
from tenants.models import City, CitySettings, CityState, Domain, Epoch

HOSTS = {"villeneuve": "villeneuve.localhost", "montclair": "montclair.localhost"}
FACTS: dict[str, dict[str, Any]] = {
    "villeneuve": {"name": "Villeneuve", "population": 24_300, "reference_prefix": "VN"},
    "montclair": {"name": "Montclair", "population": 8_150, "reference_prefix": "MC"},
}


def schema_of(key: str) -> str:
    """Name the schema of one of the two."""
    return "t_" + key.ljust(12, "0")[:12]


def lay() -> None:
    """Migrate public, compile the template, open both cities."""
    fleet.bootstrap(keep=0)
    for key, host in HOSTS.items():
        with public():
            city = City.objects.create(schema_name=schema_of(key), **FACTS[key])
            Domain.objects.create(city=city, host=host, verified_at=timezone.now())
            CitySettings.objects.get_or_create(city=city)
        spares.take(city)
        with public():
            City.objects.filter(pk=city.pk).update(
                state=CityState.LIVE, provisioned_at=timezone.now()
            )
    with owner():
        Epoch.objects.get_or_create(pk=1)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    connection.close()


def ref(key: str) -> CityRef:
    """Read one of the two as the directory does."""
    from tenants.directory import source  # noqa: PLC0415

    with public():
        found = source(HOSTS[key])
    assert found is not None, f"{HOSTS[key]} leads nowhere"
    return found
