"""The doors by which cities give, and the views through which they see what was given."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("tenants", "0003_sharing")]
    operations = [
        migrations.RunSQL(
            (SQL / "sharing.sql").read_text(encoding="utf-8"),
            (SQL / "no_sharing.sql").read_text(encoding="utf-8"),
        )
    ]
