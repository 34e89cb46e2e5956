"""The view and the function through which a city reaches its own rows."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]
    operations = [
        migrations.RunSQL(
            (SQL / "own_city.sql").read_text(encoding="utf-8"),
            (SQL / "no_own_city.sql").read_text(encoding="utf-8"),
        )
    ]
