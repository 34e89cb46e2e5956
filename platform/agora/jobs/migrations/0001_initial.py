"""Walls around the queue, in public: a city adds jobs of its own and reads nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import migrations

SQL = Path(__file__).parent.parent


def _in_public(schema_editor: Any) -> bool:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return bool(cursor.fetchone()[0] == "public")


def _run(name: str) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        if _in_public(schema_editor):
            # params=None: a lone % in the text is no placeholder
            schema_editor.execute((SQL / name).read_text(encoding="utf-8"), params=None)

    return run


class Migration(migrations.Migration):
    initial = True
    dependencies = [("procrastinate", "0041_post_retry_failed_job")]
    operations = [migrations.RunPython(_run("walls.sql"), _run("no_walls.sql"), elidable=False)]
