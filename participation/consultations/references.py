"""References for life: `<prefix>-<CODE>-<YYYY-MM>-<n>`, n being the row's own number."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection, models
from django.utils import timezone

from agora.context import current_city


def next_ids(model: type[models.Model], count: int = 1) -> list[int]:
    """Take `count` numbers from the sequence of `model`; a rollback leaves holes, never doubles."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [row[0] for row in cursor.fetchall()]


def city_zone() -> ZoneInfo:
    """The time zone of the current city, the platform's when it has not said."""
    name = current_city().extra.get("timezone")
    return ZoneInfo(name) if name else ZoneInfo(timezone.get_default_timezone_name())


def reference(code: str, number: int, at: datetime) -> str:
    """Write the reference of the row `number` created on the platform at `at`."""
    city = current_city()
    prefix = city.extra.get("prefix") or city.host or city.schema
    return f"{prefix}-{code}-{timezone.localtime(at, city_zone()):%Y-%m}-{number}"
