"""Moving a city in, beside a bare COPY of the same rows into the same tables, in the same run."""

import json
import os
import time
from typing import Any

import psycopg
import pytest

from tests.bench.conftest import OURS, run
from tests.harness import cities, cluster

PROPOSALS = int(os.environ.get("BENCH_IMPORT", "20000"))
TABLES = (  # in the order their references ask for
    "consultations_consultation",
    "consultations_component",
    "contributions_contribution",
    "proposals_proposal",
    "comments_comment",
    "opendata_oldaddress",
)


@pytest.mark.bench
def test_import(server, our_env, tmp_path, figure):
    """At 0.3 or better of a bare COPY; four times the rows take no more memory."""
    few = _move(our_env, "montclair", PROPOSALS // 4, tmp_path)
    many = _move(our_env, "villeneuve", PROPOSALS, tmp_path)
    assert many["rows"] == 4 * PROPOSALS

    with cluster.admin(server, OURS) as admin:
        seconds = _copy_again(admin, many["schema"], few["schema"])
    ratio, memory = seconds / many["seconds"], many["peak"] / few["peak"]
    figure("import_over_bare_copy", round(ratio, 2), "ratio", ">= 0.3", ok=ratio >= 0.3)
    figure("import_memory_at_four_times", round(memory, 2), "ratio", "<= 1.2", ok=memory <= 1.2)
    assert (ratio >= 0.3, memory <= 1.2) == (True, True), (few, many, seconds)


def _move(env: dict[str, str], city: str, proposals: int, folder: Any) -> dict[str, Any]:
    said = run("tests.bench.moving", cities.HOSTS[city], str(proposals), str(folder), env=env)
    return json.loads(said.splitlines()[-1])


def _copy_again(admin: psycopg.Connection[Any], full: str, empty: str) -> float:
    """Seconds to send what is in one schema to the same tables, emptied, of another."""
    admin.execute("TRUNCATE " + ", ".join(f'"{empty}".{table}' for table in TABLES) + " CASCADE")
    took = 0.0
    with admin.transaction():
        for table in TABLES:
            names = _columns(admin, full, table)
            with admin.cursor() as cursor:
                with cursor.copy(f'COPY "{full}".{table} ({names}) TO STDOUT') as copy:
                    rows = [bytes(part) for part in copy]
                started = time.perf_counter()
                with cursor.copy(f'COPY "{empty}".{table} ({names}) FROM STDIN') as copy:
                    for row in rows:
                        copy.write(row)
                took += time.perf_counter() - started
        started = time.perf_counter()
    return took + time.perf_counter() - started  # references are checked at the commit


def _columns(admin: psycopg.Connection[Any], schema: str, table: str) -> str:
    found = admin.execute(
        "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
        " FROM information_schema.columns WHERE is_generated = 'NEVER'"
        " AND table_schema = %s AND table_name = %s",
        [schema, table],
    ).fetchone()
    assert found
    return str(found[0])
