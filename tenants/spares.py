"""Schemas built ahead of time: opening a city is then a rename."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from agora.context import CityRef, owner
from tenants import fingerprint, grants, template
from tenants.models import City, Spare
from tenants.models.city import new_schema_name

LOCK = 0x41474F50
KEPT = 3
"""How many spares wait; each is a schema of a hundred tables, some megabytes."""


def refill(*, keep: int | None = None) -> int:
    """Build spares until `keep` (KEPT) wait, after dropping those of a former release."""
    wanted = KEPT if keep is None else keep
    with _alone() as alone:
        if not alone:
            return 0
        template.current()  # a process of another release must not drop the spares of this one
        drop_stale()
        made = 0
        while _waiting() < wanted:
            _make()
            made += 1
    return made


def take(city: City) -> str:
    """Give `city` its schema and role; say which way: `spare`, `script`, or `there` already.

    Safe to call again after a kill: either way is one transaction.
    """
    if _exists(city.schema_name):
        # Killed right after the script: the schema is whole, its row does not know it yet.
        with owner(city.ref):
            found = fingerprint.here()
        _stamp(city, found)
        return "there"
    if _take_spare(city):
        return "spare"
    compiled = template.current()
    template.create(city.ref, compiled=compiled)
    _stamp(city, compiled.fingerprint)
    return "script"


def drop_stale() -> int:
    """Drop spares of another release, and those a kill left without a row."""
    with owner(), connection.cursor() as cursor:
        kept = Spare.objects.filter(fingerprint=fingerprint.checksum())
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'spare\\_%'")
        there = {row[0] for row in cursor.fetchall()}
        stale = sorted(there - set(kept.values_list("schema_name", flat=True)))
    for name in stale:
        template.drop(_ref(name))
    with owner():
        Spare.objects.exclude(fingerprint=fingerprint.checksum()).delete()
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


@contextmanager
def _alone() -> Iterator[bool]:
    """One process builds spares at a time: the sweep of another would take a half-made one."""
    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        taken = bool(cursor.fetchone()[0])
    try:
        yield taken
    finally:
        if taken:
            with owner(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _waiting() -> int:
    with owner():
        return Spare.objects.filter(fingerprint=fingerprint.checksum()).count()


def _exists(schema: str) -> bool:
    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [schema])
        return bool(cursor.fetchone()[0])


def _ref(schema: str) -> CityRef:
    return CityRef(schema=schema, id=0, state="spare", name=schema)
