"""The schema every city is born from: migrated once per release, compiled to one script."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from agora.context import CityRef, owner
from tenants import catalogue, fingerprint, grants
from tenants.models import CompiledTemplate

TEMPLATE = CityRef(schema="agora_template", id=0, state="template", name="template")


class StaleTemplate(Exception):
    """The compiled script is not that of this release: run `agora release`."""


def prepare() -> CompiledTemplate:
    """Bring the template and its script to this release; nothing to do most of the time."""
    found = _compiled()
    if found is not None:
        return found
    build()
    return compile()


def build() -> None:
    """Migrate the template, anew if a migration it already had was rewritten."""
    with owner(TEMPLATE):
        rewritten = fingerprint.here() == fingerprint.target()
    with owner(TEMPLATE), transaction.atomic():
        if rewritten:
            grants.drop_schema(TEMPLATE.schema)
        grants.make_house(TEMPLATE.schema)
    migrate_schema(TEMPLATE)
    with owner(TEMPLATE), transaction.atomic():
        grants.grant_house(TEMPLATE.schema)


def compile() -> CompiledTemplate:
    """Turn the template into one script and keep it for this release."""
    with owner(TEMPLATE), transaction.atomic():
        script = ";\n".join(catalogue.statements(schema=TEMPLATE.schema, role=TEMPLATE.schema))
    with owner():
        CompiledTemplate.objects.exclude(checksum=fingerprint.checksum()).delete()
        compiled, _created = CompiledTemplate.objects.update_or_create(
            checksum=fingerprint.checksum(),
            defaults={"fingerprint": fingerprint.target(), "script": script},
        )
    return compiled


def current() -> CompiledTemplate:
    """Return the script of this release; a stale one is refused."""
    found = _compiled()
    if found is None:
        raise StaleTemplate
    return found


def create(ref: CityRef, *, compiled: CompiledTemplate | None = None) -> None:
    """Make a schema and its role from the script: all of it, or nothing."""
    script = (compiled or current()).script
    with owner(ref), transaction.atomic(), connection.cursor() as cursor:
        grants.make_house(ref.schema)
        role = connection.ops.quote_name(ref.schema)
        cursor.execute(script.replace(catalogue.ROLE, role))


def drop(ref: CityRef) -> None:
    """Drop a spare, schema and role: it holds nobody's words."""
    with owner(ref), transaction.atomic():
        grants.drop_house(ref.schema)


def migrate_schema(ref: CityRef, apps: frozenset[str] = frozenset()) -> int:
    """Run what a schema misses of the cities' migrations, or of those of `apps`; say how many."""
    with owner(ref):
        executor = MigrationExecutor(connection)
        labels = apps or fingerprint.city_labels()
        plan = executor.migration_plan(
            [key for key in executor.loader.graph.leaf_nodes() if key[0] in labels]
        )
        if plan:
            with _closed_transactions():
                executor.migrate(None, plan=plan)
    return len(plan)


@contextmanager
def _closed_transactions() -> Iterator[None]:
    """Roll back what Django leaves open when the last statements of a migration fail."""
    before = len(connection.atomic_blocks)
    try:
        yield
    except Exception as problem:
        while len(connection.atomic_blocks) > before:
            connection.atomic_blocks[-1].__exit__(type(problem), problem, problem.__traceback__)
        raise


def _compiled() -> CompiledTemplate | None:
    with owner():
        return CompiledTemplate.objects.filter(checksum=fingerprint.checksum()).first()
