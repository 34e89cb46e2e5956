"""Uses a new city once: its tables, its files, its queue, and its walls."""

import io
import uuid
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from agora.context import enter, house
from agora.context.router import apps_of
from agora.files import gateway
from tenants.models import City

PROBE = b"agora"


class SmokeTestFailed(Exception):
    """Something residents need does not answer."""


def check(city: City) -> dict[str, Any]:
    """Try every table, one file and one forbidden door, as the city itself."""
    with enter(city.ref):
        return {"tables": _read_tables(), "file": _keep_file(), "walls": _knock()}


def _read_tables() -> int:
    """Read each table through the city's role: a missing one or a missing right raises."""
    models = [
        model
        for label in sorted(apps_of(house()))
        for model in apps.get_app_config(label).get_models()
        if model._meta.managed and not model._meta.proxy
    ]
    for model in models:
        model._base_manager.exists()
    return len(models)


def _keep_file() -> str:
    """Put, read and delete a file where the city's will live."""
    key = f"smoke/{uuid.uuid4().hex}.txt"
    gateway.put(key, io.BytesIO(PROBE), "text/plain")
    kept = b"".join(gateway.read(key))
    gateway.delete(key)
    if kept != PROBE:
        raise SmokeTestFailed("the file storage gave back something else")
    return "kept"


def _knock() -> str:
    """Try the provider's table of cities: being let in is the failure."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM public.tenants_city")
    except DatabaseError:
        return "closed"
    raise SmokeTestFailed("the city's role reads the provider's table of cities")
