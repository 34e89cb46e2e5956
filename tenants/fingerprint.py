"""Tells two releases of the cities' tables apart, on disk and in a schema."""

import hashlib
import inspect
from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

Key = tuple[str, str]


@cache
def city_labels() -> frozenset[str]:
    """Labels of the applications whose tables live in a city."""
    return labels_of(settings.CITY_APPS)


def labels_of(names: Iterable[str]) -> frozenset[str]:
    """Labels of installed applications, by their dotted names."""
    wanted = set(names)
    return frozenset(config.label for config in apps.get_app_configs() if config.name in wanted)


def digest(keys: Iterable[Key]) -> str:
    """md5 of ordered `app.name`, cities' applications only.

    Those of the provider leave no-op rows in a city's journal, which would tell nothing.
    """
    names = sorted(f"{app}.{name}" for app, name in keys if app in city_labels())
    return hashlib.md5("\n".join(names).encode(), usedforsecurity=False).hexdigest()


@cache
def target() -> str:
    """Fingerprint of the code that runs."""
    return digest(_on_disk())


@cache
def checksum() -> str:
    """Like `target`, but moved by a single letter of a migration: for the compiled script."""
    sources = hashlib.md5(target().encode(), usedforsecurity=False)
    for key in sorted(key for key in _on_disk() if key[0] in city_labels()):
        module = inspect.getmodule(type(_on_disk()[key]))
        sources.update(inspect.getsource(module).encode() if module else b"")
    return sources.hexdigest()


def here() -> str:
    """Fingerprint of the schema alone on the path of this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return ""
        cursor.execute("SELECT app, name FROM django_migrations")
        return digest(cursor.fetchall())


@cache
def _on_disk() -> dict[Key, object]:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return dict(loader.disk_migrations)
