"""What the tables refuse by themselves: overlaps, changes to what is final."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial")]
    operations = [
        migrations.RunSQL(
            (SQL / "guards.sql").read_text(encoding="utf-8"),
            (SQL / "no_guards.sql").read_text(encoding="utf-8"),
        )
    ]
