"""All that PostgreSQL knows of one schema, read apart from the compiler that is under test."""

import re
from typing import Any

from django.db import connection

from agora.context import CityRef, owner

QUERIES = {
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               a.attidentity, a.attgenerated, a.attcollation::regcollation::text,
               pg_get_expr(d.adbin, d.adrelid)
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         WHERE c.relnamespace = to_regnamespace(%(schema)s) AND c.relkind = 'r'
           AND a.attnum > 0 AND NOT a.attisdropped""",
    "tables": """
        SELECT relname, relkind, relpersistence, relrowsecurity, reloptions FROM pg_class
         WHERE relnamespace = to_regnamespace(%(schema)s) AND relkind NOT IN ('i', 't')""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, contype, condeferrable, condeferred,
               convalidated, pg_get_constraintdef(oid)
          FROM pg_constraint
         WHERE connamespace = to_regnamespace(%(schema)s) AND contype <> 'n'""",
    "indexes": """
        SELECT c.relname, i.indisunique, i.indisprimary, i.indisvalid, am.amname,
               pg_get_indexdef(i.indexrelid, 0, true)
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam
         WHERE c.relnamespace = to_regnamespace(%(schema)s)""",
    "sequences": """
        SELECT sequencename, data_type::text, start_value, min_value, max_value, increment_by,
               cycle, cache_size, last_value
          FROM pg_sequences WHERE schemaname = %(schema)s""",
    "triggers": """
        SELECT t.tgrelid::regclass::text, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid, true)
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = to_regnamespace(%(schema)s) AND NOT t.tgisinternal""",
    "functions": """
        SELECT proname, pg_get_function_arguments(oid), provolatile, prosecdef, prosrc,
               proconfig::text FROM pg_proc WHERE pronamespace = to_regnamespace(%(schema)s)""",
    "grants": """
        SELECT c.relname, g.grantee::regrole::text, g.privilege_type, g.is_grantable
          FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) g
         WHERE c.relnamespace = to_regnamespace(%(schema)s)""",
    "schema grants": """
        SELECT g.grantee::regrole::text, g.privilege_type
          FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) g
         WHERE n.nspname = %(schema)s""",
    "function grants": """
        SELECT p.proname, CASE g.grantee WHEN 0 THEN '' ELSE g.grantee::regrole::text END,
               g.privilege_type
          FROM pg_proc p CROSS JOIN LATERAL aclexplode(p.proacl) g
         WHERE p.pronamespace = to_regnamespace(%(schema)s)""",
}


def snapshot(ref: CityRef) -> dict[str, list[str]]:
    """The catalogue of a schema, its own name and its role's written `@`."""
    found = {}
    with owner(ref), connection.cursor() as cursor:
        for part, sql in QUERIES.items():
            cursor.execute(sql, {"schema": ref.schema})
            found[part] = sorted(_plain(str(row), ref) for row in cursor.fetchall())
    return found


def _plain(line: str, ref: CityRef) -> str:
    """Write an expression as both ways of reading it back would: a cast moves, -90 gets quotes."""
    line = re.sub(r"::(character varying|text|integer|numeric)(\(\d+\))?(\[\])?", "", line)
    return re.sub(r"[()'\\]", "", line).replace(ref.schema, "@")


def rows(ref: CityRef) -> dict[str, list[Any]]:
    """Every row of a schema, table by table; empty tables are left out."""
    found = {}
    with owner(ref), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [ref.schema])
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            if kept := sorted(map(str, cursor.fetchall())):
                found[table] = kept
    return found


def differences(one: CityRef, other: CityRef, *, but: str = "") -> dict[str, list[str]]:
    """What one schema has and the other has not, part by part."""
    left, right = snapshot(one), snapshot(other)
    found = {part: sorted(set(left[part]) ^ set(right[part])) for part in QUERIES if part != but}
    return {part: lines for part, lines in found.items() if lines}
