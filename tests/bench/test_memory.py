"""What a connection keeps for each city it has seen: the figure behind the size of PostgreSQL."""

from pathlib import Path

import pytest
from django.db import connection

from agora.context import CityRef, enter, public
from tenants import spares
from tenants.models import City

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]
SEEN = (2, 20, 100)
EACH_CITY = 6.0  # megabytes: above, docs/explanation/passage-a-l-echelle.md no longer holds


def backend() -> int:
    """The process that serves our connection."""
    with public(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def own_memory(pid: int) -> float:
    """Megabytes that are this process's alone: what is shared between all is left out."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    raise LookupError(pid)


def visit(ref: CityRef) -> int:
    """Read one row of every table of a city, as weeks of pages would; say how many tables."""
    with enter(ref), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(%s)"
            " AND relkind = 'r' AND relname <> 'django_migrations'",
            [ref.schema],
        )
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1 LIMIT 1')
    return len(tables)


def test_memory_of_a_connection(figure):
    """It grows by the same amount with each city, whatever their number."""
    refs = []
    while len(refs) < max(SEEN):
        with public():
            city = City.objects.create(name="Banc", reference_prefix="B")
        spares.take(city)
        refs.append(city.ref)
    connection.close()
    pid = backend()
    weights = {0: own_memory(pid)}
    for number, ref in enumerate(refs, start=1):
        tables = visit(ref)
        if number in SEEN:
            weights[number] = own_memory(pid)
    assert backend() == pid

    low, middle, high = (weights[number] for number in SEEN)
    each = round((high - low) / (SEEN[2] - SEEN[0]), 2)
    early = (middle - low) / (SEEN[1] - SEEN[0])
    figure("memory_tables_of_a_city", tables, "tables", ">= 40", ok=tables >= 40)
    figure("memory_of_a_new_connection", round(weights[0], 1), "MB", "<= 20", ok=weights[0] <= 20)
    for number in SEEN:
        figure(f"memory_after_{number}_cities", round(weights[number], 1), "MB", "none", ok=True)
    figure("memory_of_each_city", each, "MB", f"<= {EACH_CITY:g}", ok=each <= EACH_CITY)
    straight = round(each / early, 2)
    figure("memory_grows_straight", straight, "ratio", "<= 1.3", ok=straight <= 1.3)
    assert (each <= EACH_CITY, straight <= 1.3, weights[0] <= 20) == (True, True, True), weights
