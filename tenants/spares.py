"""Schemas built ahead of time: opening a city is then a rename."""

from django.db import connection, transaction

from agora.context import CityRef, owner
from tenants import fingerprint, grants, template
from tenants.models import City, Spare
from tenants.models.city import new_schema_name

KEPT = 3
"""How many spares wait; each is a schema of a hundred tables, some megabytes."""


def refill(*, keep: int = KEPT) -> int:
    """Build spares until `keep` wait, after dropping those of a former release."""
    drop_stale()
    made = 0
    while _waiting() < keep:
        _make()
        made += 1
    return made


def take(city: City) -> str:
    """Give `city` its schema and role; say which way: `spare`, `script`, or `there` already.

    Safe to call again after a kill: either way is one transaction.
    """
    if _exists(city.schema_name):
        return "there"
    if _take_spare(city):
        return "spare"
    compiled = template.current()
    template.create(city.ref, compiled=compiled)
    _stamp(city, compiled.fingerprint)
    return "script"


def drop_stale() -> int:
    """Drop spares of another release: cheaper to build anew than to migrate."""
    with owner():
        stale = list(Spare.objects.exclude(fingerprint=fingerprint.checksum()))
    for spare in stale:
        template.drop_schema(_ref(spare.schema_name))
        with owner():
            Spare.objects.filter(pk=spare.pk).delete()
    return len(stale)


def _make() -> None:
    name = new_schema_name("spare_")
    template.create(_ref(name))
    with owner():
        Spare.objects.create(schema_name=name, fingerprint=fingerprint.checksum())


def _take_spare(city: City) -> bool:
    """Rename a spare and its role: six light locks, no table touched."""
    with owner(), transaction.atomic():
        spare = (
            Spare.objects.select_for_update(skip_locked=True)
            .filter(fingerprint=fingerprint.checksum())
            .first()
        )
        if spare is None:
            return False
        grants.rename_house(spare.schema_name, city.schema_name)
        spare.delete()
        City.objects.filter(pk=city.pk).update(fingerprint=fingerprint.target())
    return True


def _stamp(city: City, found: str) -> None:
    with owner():
        City.objects.filter(pk=city.pk).update(fingerprint=found)


def _waiting() -> int:
    with owner():
        return Spare.objects.filter(fingerprint=fingerprint.checksum()).count()


def _exists(schema: str) -> bool:
    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [schema])
        return bool(cursor.fetchone()[0])


def _ref(schema: str) -> CityRef:
    return CityRef(schema=schema, id=0, state="spare", name=schema)
