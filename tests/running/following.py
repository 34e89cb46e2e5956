"""The release after this one: the same code, its number up by one, a column more here and there."""

import re
from pathlib import Path

from tests.running.processes import ROOT

MIGRATION = '''"""A column that only the following release knows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [({app!r}, {before!r})]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE {table} ADD COLUMN following_{number} text NOT NULL DEFAULT '{number}'",
            "ALTER TABLE {table} DROP COLUMN following_{number}",
        )
    ]
'''
CITY = ("participation/contributions", "contributions", "contributions_contribution")
PUBLIC = ("tenants", "tenants", "tenants_city")


def following(folder: Path, *, number: int = 2) -> Path:
    """Write the code of release `number` below `folder`; what does not change stays where it is."""
    _package(folder / "platform" / "agora", ROOT / "platform" / "agora")
    init = folder / "platform" / "agora" / "__init__.py"
    init.write_text(re.sub(r"(?m)^RELEASE = \d+$", f"RELEASE = {number}", init.read_text()))
    _package(folder / "participation", ROOT / "participation")
    for inside, app, table in (CITY, PUBLIC):
        here, there = folder / inside, ROOT / inside
        _package(here, there)
        for child in there.iterdir():  # Django looks for templates and commands beside the package
            package = (child / "__init__.py").exists() and child.name != "management"
            if child.is_dir() and not package:
                (here / child.name).symlink_to(child)
        _package(here / "migrations", there / "migrations")
        last = max(path.stem for path in (there / "migrations").glob("0*.py"))
        before = last
        for step in range(2, number + 1):
            name = f"{9900 + step}_following"
            text = MIGRATION.format(app=app, before=before, table=table, number=step)
            (here / "migrations" / f"{name}.py").write_text(text)
            before = name
    return folder


def _package(here: Path, there: Path) -> None:
    """A package whose other modules are those of `there`."""
    here.mkdir(parents=True, exist_ok=True)
    text = (there / "__init__.py").read_text(encoding="utf-8")
    more = f"\n__path__.append({str(there)!r})  # type: ignore[name-defined]\n"
    (here / "__init__.py").write_text(text + more, encoding="utf-8")
