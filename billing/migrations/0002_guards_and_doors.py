"""What the tables refuse by themselves, and what a city sees and does of its own rows."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


def read(name: str) -> str:
    """The text of a SQL file."""
    return (SQL / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial"), ("tenants", "0002_own_city")]
    operations = [
        migrations.RunSQL(read("guards.sql"), read("no_guards.sql")),
        migrations.RunSQL(read("own_rows.sql"), read("no_own_rows.sql")),
    ]
