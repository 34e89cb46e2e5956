"""Reads one schema from PostgreSQL's catalogue as unqualified statements.

Run with that schema alone on the path: the `pg_get_*def` functions then leave every name
unqualified, which is what lets the script run for any city and the schema be renamed.
"""

from collections.abc import Generator, Iterator
from typing import Any

from django.db import connection

ROLE = "@role@"
"""Stands for the city's role in a compiled script."""

REFUSED = """
SELECT 'type ' || t.typname FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
 WHERE t.typnamespace = to_regnamespace(%(schema)s) AND t.typelem = 0
   AND (t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c')
UNION ALL SELECT 'relation ' || relname FROM pg_class
 WHERE relnamespace = to_regnamespace(%(schema)s) AND relkind IN ('p', 'm', 'f')
UNION ALL SELECT 'policy ' || p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
 WHERE c.relnamespace = to_regnamespace(%(schema)s)
UNION ALL SELECT 'search configuration ' || cfgname FROM pg_ts_config
 WHERE cfgnamespace = to_regnamespace(%(schema)s)
UNION ALL SELECT 'collation ' || collname FROM pg_collation
 WHERE collnamespace = to_regnamespace(%(schema)s)
"""

FUNCTIONS = """
SELECT replace(pg_get_functiondef(p.oid), quote_ident(%(schema)s) || '.', '') FROM pg_proc p
 WHERE p.pronamespace = to_regnamespace(%(schema)s) ORDER BY p.oid
"""

SEQUENCES = """
SELECT format('CREATE SEQUENCE %%I AS %%s START %%s INCREMENT %%s '
              || 'MINVALUE %%s MAXVALUE %%s CACHE %%s %%s',
              c.relname, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin,
              s.seqmax, s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)
  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
 WHERE c.relnamespace = to_regnamespace(%(schema)s)
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'i')
 ORDER BY c.relname
"""

TABLES = """
SELECT c.relname,
       format('CREATE %%sTABLE %%I',
              CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' END, c.relname),
       concat_ws(', ', cols.list, cons.list),
       coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '')
  FROM pg_class c
  CROSS JOIN LATERAL (
    SELECT string_agg(
             format('%%I %%s', a.attname, format_type(a.atttypid, a.atttypmod))
             || CASE WHEN a.attcollation <> t.typcollation
                     THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END
             || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
             || CASE WHEN a.attidentity <> '' THEN
                  format(' GENERATED %%s AS IDENTITY (SEQUENCE NAME %%I START %%s INCREMENT %%s)',
                         CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END,
                         (SELECT relname FROM pg_class WHERE oid = s.seqrelid),
                         s.seqstart, s.seqincrement)
                WHEN a.attgenerated = 's' THEN
                  format(' GENERATED ALWAYS AS (%%s) STORED', pg_get_expr(d.adbin, d.adrelid))
                WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                ELSE '' END, ', ' ORDER BY a.attnum) AS list
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      LEFT JOIN pg_depend dep ON dep.refobjid = a.attrelid AND dep.refobjsubid = a.attnum
            AND dep.deptype = 'i' AND dep.classid = 'pg_class'::regclass AND a.attidentity <> ''
      LEFT JOIN pg_sequence s ON s.seqrelid = dep.objid
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) cols
  CROSS JOIN LATERAL (
    SELECT string_agg(format('CONSTRAINT %%I %%s', k.conname, pg_get_constraintdef(k.oid, true)),
                      ', ' ORDER BY k.contype DESC, k.conname) AS list
      FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'c', 'x')) cons
 WHERE c.relnamespace = to_regnamespace(%(schema)s) AND c.relkind = 'r' ORDER BY c.relname
"""

OWNED_SEQUENCES = """
SELECT format('ALTER SEQUENCE %%I OWNED BY %%I.%%I', c.relname, r.relname, a.attname)
  FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
  JOIN pg_class r ON r.oid = d.refobjid AND r.relkind = 'r'
  JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.refobjsubid
 WHERE d.deptype = 'a' AND c.relnamespace = to_regnamespace(%(schema)s) ORDER BY c.relname
"""

INDEXES = """
SELECT pg_get_indexdef(i.indexrelid, 0, true) FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
 WHERE c.relnamespace = to_regnamespace(%(schema)s)
   AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid
                      AND k.contype IN ('p', 'u', 'x'))
 ORDER BY c.relname
"""

FOREIGN_KEYS = """
SELECT c.relname, r.relname,
       format('CONSTRAINT %%I %%s', k.conname, pg_get_constraintdef(k.oid, true)),
       EXISTS (SELECT FROM pg_constraint u
                WHERE u.conindid = k.conindid AND u.contype IN ('p', 'u'))
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
 WHERE k.contype = 'f' AND k.conparentid = 0 AND c.relnamespace = to_regnamespace(%(schema)s)
 ORDER BY c.relname, k.conname
"""

VIEWS = """
SELECT format('CREATE VIEW %%I%%s AS %%s', c.relname,
              ' WITH (' || array_to_string(c.reloptions, ', ') || ')',
              rtrim(pg_get_viewdef(c.oid, true), ';'))
  FROM pg_class c WHERE c.relkind = 'v' AND c.relnamespace = to_regnamespace(%(schema)s)
 ORDER BY c.oid
"""

TRIGGERS = """
SELECT pg_get_triggerdef(t.oid, true) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace(%(schema)s)
 ORDER BY c.relname, t.tgname
"""

COMMENTS = """
SELECT CASE WHEN d.objsubid = 0 THEN format('COMMENT ON TABLE %%I IS %%L', c.relname, d.description)
       ELSE format('COMMENT ON COLUMN %%I.%%I IS %%L', c.relname, a.attname, d.description) END
  FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
  LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
 WHERE c.relkind = 'r' AND c.relnamespace = to_regnamespace(%(schema)s) ORDER BY 1
"""

GRANTS = """
SELECT format('GRANT %%s ON %%s %%s TO @role@', privileges, kind,
              string_agg(quote_ident(relname), ', ' ORDER BY relname))
  FROM (SELECT c.relname, CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind,
               string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type) AS privileges
          FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) g
         WHERE c.relnamespace = to_regnamespace(%(schema)s) AND c.relkind IN ('r', 'v', 'S')
           AND g.grantee = to_regrole(%(role)s)
         GROUP BY c.relname, c.relkind) listed
 GROUP BY kind, privileges ORDER BY kind, privileges
"""

FUNCTION_GRANTS = """
SELECT CASE WHEN EXISTS (SELECT FROM aclexplode(p.proacl) g WHERE g.grantee = 0) OR p.proacl IS NULL
            THEN format('GRANT EXECUTE ON FUNCTION %%I(%%s) TO PUBLIC', p.proname, args)
            ELSE format('REVOKE EXECUTE ON FUNCTION %%I(%%s) FROM PUBLIC', p.proname, args) END
  FROM pg_proc p CROSS JOIN LATERAL pg_get_function_identity_arguments(p.oid) AS args
 WHERE p.pronamespace = to_regnamespace(%(schema)s)
UNION ALL
SELECT format('GRANT EXECUTE ON FUNCTION %%I(%%s) TO @role@', p.proname, args)
  FROM pg_proc p CROSS JOIN LATERAL pg_get_function_identity_arguments(p.oid) AS args
 WHERE p.pronamespace = to_regnamespace(%(schema)s)
   AND EXISTS (SELECT FROM aclexplode(p.proacl) g WHERE g.grantee = to_regrole(%(role)s))
 ORDER BY 1 DESC
"""

SEEDED = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
   AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 WHERE c.relnamespace = to_regnamespace(%(schema)s) AND c.relkind = 'r'
 GROUP BY c.relname ORDER BY c.relname
"""

COUNTERS = """
SELECT format('SELECT setval(%%L, %%s)', quote_ident(sequencename), last_value) FROM pg_sequences
 WHERE schemaname = %(schema)s AND last_value IS NOT NULL ORDER BY sequencename
"""


class UnsupportedObject(Exception):
    """The schema holds something the compiler cannot reproduce."""


def statements(*, schema: str, role: str) -> Iterator[str]:
    """The whole of a schema, in an order in which it can be run."""
    facts = {"schema": schema, "role": role}
    refused = _column(REFUSED, facts)
    if refused:
        raise UnsupportedObject(", ".join(refused))
    # A function may name a table that comes after it.
    yield "SET LOCAL check_function_bodies = off"
    yield from _column(FUNCTIONS, facts)
    yield from _column(SEQUENCES, facts)
    order = yield from _tables(facts)
    for query in (OWNED_SEQUENCES, INDEXES, VIEWS, COMMENTS):
        yield from _column(query, facts)
    yield from _seeds(order, facts)
    for query in (TRIGGERS, COUNTERS, GRANTS, FUNCTION_GRANTS):
        yield from _column(query, facts)


def _tables(facts: dict[str, Any]) -> Generator[str, None, list[str]]:
    """Each table after those it refers to; return their order.

    A foreign key written with its table costs no check of the rows: PostgreSQL knows that there
    are none. Those that go round in a circle are added at the end.
    """
    bodies = {row[0]: row[1:] for row in _rows(TABLES, facts)}
    keys = _rows(FOREIGN_KEYS, facts)
    order: list[str] = []
    left: list[tuple[str, str]] = []
    while waiting := [name for name in bodies if name not in order]:
        ready = [name for name in waiting if not _owed(name, keys, [*order, name])]
        name = (ready or waiting)[0]
        head, body, tail = bodies[name]
        for _table, other, clause, inline in (key for key in keys if key[0] == name):
            if inline and other in (*order, name):
                body = f"{body}, {clause}"
            else:
                left.append((name, clause))
        yield f"{head} ({body}){tail}"
        order.append(name)
    quote = connection.ops.quote_name
    for name, clause in left:
        yield f"ALTER TABLE {quote(name)} ADD {clause}"
    return order


def _owed(name: str, keys: list[Any], there: list[str]) -> bool:
    """Tell whether a table refers to one that is not there yet."""
    return any(table == name and other not in there for table, other, _clause, _inline in keys)


def _seeds(order: list[str], facts: dict[str, Any]) -> Iterator[str]:
    columns = dict(_rows(SEEDED, facts))
    quote = connection.ops.quote_name
    for table in order:
        names = ", ".join(quote(name) for name in columns[table])
        values = " || ', ' || ".join(
            f"quote_nullable({quote(name)}::text)" for name in columns[table]
        )
        # Names come from the catalogue and are quoted.
        rows = _column(f"SELECT '(' || {values} || ')' FROM {quote(table)} ORDER BY 1", None)  # noqa: S608
        if rows:
            listed = ",\n".join(rows)
            yield (f"INSERT INTO {quote(table)} ({names}) OVERRIDING SYSTEM VALUE VALUES\n{listed}")


def _rows(sql: str, facts: dict[str, Any] | None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return list(cursor.fetchall())


def _column(sql: str, facts: dict[str, Any] | None) -> list[str]:
    return [row[0] for row in _rows(sql, facts)]
