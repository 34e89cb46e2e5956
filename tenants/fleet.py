"""All cities together: bring them to a release, tell which ones are behind."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.core.management.sql import emit_post_migrate_signal
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F, QuerySet
from django.utils import timezone

from agora import RELEASE, __version__
from agora.context import CityRef, owner, public
from agora.context.router import apps_of
from agora.jobs.queue import enqueue_once
from tenants import fingerprint, grants, spares, succession, template
from tenants.disclosure.keys import keep_keys
from tenants.models import (
    City,
    CityState,
    MigrationItem,
    MigrationRun,
    Release,
    RunState,
    StepState,
)

CLUB = CityRef(schema="club", id=0, state="club", name="club")
LOCK = 0x41474F46
CHUNK = 200
PATIENCE, PAUSE = 20, 0.1
LOCK_NOT_AVAILABLE = "55P03"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Standing:
    """One city beside the release that runs."""

    schema: str
    name: str
    state: str
    fingerprint: str
    up_to_date: bool


def bootstrap(*, keep: int = spares.KEPT, progress: Progress | None = None) -> bool:
    """Bring a whole installation to this release: public, club, template, spares, cities.

    Nothing to do costs a few queries. Two processes take turns. True when all went well. Raises
    `succession.OutOfOrder` when another release comes first.
    """
    with _alone():
        if not succession.is_due():
            return True
        _everything_but_cities(keep)
        run = migrate(progress=progress)
    return run is None or run.state == RunState.DONE


def prepare(*, keep: int = spares.KEPT) -> None:
    """Bring all but the cities to this release, and queue a job of `ops` that does the cities.

    The cities serve on with the former tables meanwhile: this code runs on both.
    """
    with _alone():
        if not succession.is_due():
            return
        _everything_but_cities(keep)
    with public():
        enqueue_once("tenants.migrate_fleet", once="fleet", goal=fingerprint.target())


def _everything_but_cities(keep: int) -> None:
    migrate_public()
    with owner():
        keep_keys()
        Release.objects.get_or_create(number=RELEASE, defaults={"version": __version__})
    migrate_club()
    template.prepare()
    spares.refill(keep=keep)


def migrate_public() -> int:
    """Migrate the provider's house, first of all: it holds every content type."""
    with owner():
        executor = MigrationExecutor(connection)
        labels = fingerprint.labels_of(settings.PUBLIC_APPS)
        plan = executor.migration_plan(
            [key for key in executor.loader.graph.leaf_nodes() if key[0] in labels]
        )
        if plan:
            executor.migrate(None, plan=plan)
            grants.grant_public()
            if apps.is_installed("django.contrib.contenttypes"):
                emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    return len(plan)


def migrate_club() -> int:
    """Migrate the users' club: a schema of its own, entered by a role that sees no city."""
    with owner(CLUB):
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {CLUB.schema}")
        ran = template.migrate_schema(CLUB, apps_of(CLUB.schema))
        if ran:
            grants.grant_club(CLUB.schema)
    return ran


def status() -> list[Standing]:
    """Where each city with a schema stands, in one query."""
    goal = fingerprint.target()
    with owner():
        rows = list(_housed().values_list("schema_name", "name", "state", "fingerprint"))
    return [Standing(*row, up_to_date=row[3] == goal) for row in rows]


def migrate(*, progress: Progress | None = None) -> MigrationRun | None:
    """Bring the cities that are behind to this release; None when none is.

    Journaled by city, so a kill or a failure is taken up where it stopped. The first failure
    stops the run: the other cities serve on with the former release.
    """
    goal = fingerprint.target()
    with owner():
        behind = _behind(goal)
        if not behind:
            MigrationRun.objects.filter(state=RunState.RUNNING).update(
                state=RunState.DONE, ended_at=timezone.now()
            )
            return None
        run = _open_run(goal, behind)
        items = list(run.items.exclude(state=StepState.DONE).select_related("city"))
    for number, item in enumerate(items, start=1):
        if progress:
            progress(number, len(items), item.city.name)
        if not _migrate_city(item, goal):
            return _close(run, RunState.FAILED)
    return _close(run, RunState.DONE)


def read_fingerprints() -> int:
    """Read the truth in the schemas and correct the rows that say otherwise; return how many."""
    with owner():
        cities = {city.schema_name: city for city in _housed()}
        wrong = 0
        names = sorted(cities)
        for start in range(0, len(names), CHUNK):
            for schema, found in _fingerprints(names[start : start + CHUNK]):
                if cities[schema].fingerprint != found:
                    wrong += City.objects.filter(schema_name=schema).update(fingerprint=found)
    return wrong


def _fingerprints(schemas: list[str]) -> list[tuple[str, str]]:
    quote = connection.ops.quote_name
    # Names come from our own rows: t_ and twelve letters or digits, the database says so.
    each = (
        f"SELECT '{schema}', md5(coalesce(string_agg(app || '.' || name, E'\\n' "  # noqa: S608
        f"ORDER BY (app || '.' || name) COLLATE \"C\"), '')) "
        f"FROM {quote(schema)}.django_migrations WHERE app = ANY(%s)"
        for schema in schemas
    )
    labels = sorted(fingerprint.city_labels())
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), [labels] * len(schemas))
        return list(cursor.fetchall())


def _housed() -> QuerySet[City]:
    return City.objects.exclude(fingerprint="").order_by("pk")


def _behind(goal: str) -> list[City]:
    """Cities to migrate: suspended ones last, archived ones when they wake."""
    found = _housed().exclude(fingerprint=goal).exclude(state=CityState.ARCHIVED)
    return sorted(found, key=lambda city: city.state == CityState.SUSPENDED)


def _open_run(goal: str, behind: list[City]) -> MigrationRun:
    run = MigrationRun.objects.filter(to_fingerprint=goal).exclude(state=RunState.DONE).first()
    if run is None:
        run = MigrationRun.objects.create(to_fingerprint=goal)
    MigrationRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    MigrationItem.objects.bulk_create(
        (MigrationItem(run=run, city=city, from_fingerprint=city.fingerprint) for city in behind),
        ignore_conflicts=True,
    )
    return run


def _migrate_city(item: MigrationItem, goal: str) -> bool:
    _tick(item, state=StepState.RUNNING, started_at=timezone.now(), attempts=F("attempts") + 1)
    try:
        _patiently(item.city)
    except Exception as problem:  # whatever it is goes to the journal
        error = f"{type(problem).__name__}: {problem}"[:2000]
        _tick(item, state=StepState.FAILED, ended_at=timezone.now(), error=error)
        return False
    with owner(item.city.ref):
        grants.grant_house(item.city.schema_name)
        found = fingerprint.here()
    with owner():
        City.objects.filter(pk=item.city_id).update(fingerprint=found)
    _tick(item, state=StepState.DONE, ended_at=timezone.now(), to_fingerprint=found, error="")
    return found == goal


def _patiently(city: City) -> None:
    """Never wait long for a lock: a waiting DDL makes every reader behind it wait as well."""
    for attempt in range(PATIENCE):
        try:
            with _short_locks(city):
                template.migrate_schema(city.ref)
            return
        except OperationalError as problem:
            code = getattr(problem.__cause__, "sqlstate", "")
            if code != LOCK_NOT_AVAILABLE or attempt == PATIENCE - 1:
                raise
            time.sleep(PAUSE * (attempt + 1))


@contextmanager
def _short_locks(city: City) -> Iterator[None]:
    with owner(city.ref), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', '1s', false)")
    try:
        yield
    finally:
        with owner(city.ref), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', '0', false)")


def _tick(item: MigrationItem, **changes: object) -> None:
    with owner():
        MigrationItem.objects.filter(pk=item.pk).update(**changes)


def _close(run: MigrationRun, state: str) -> MigrationRun:
    with owner():
        run.state, run.ended_at = state, timezone.now()
        run.save(update_fields=["state", "ended_at"])
    return run


@contextmanager
def _alone() -> Iterator[None]:
    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with owner(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
