"""A city's schema could live on another server: its statements and its references.

The rules are those of Citus with one schema per city (see `tests/tenants/ddl.py`). No Citus runs
here: what is tested is that we emit nothing its sources refuse. What it accepts only when told to
is in `TOLD`, so that the day comes without surprise.
"""

import pytest
from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from agora.context import CityRef, owner
from tenants import catalogue, grants, spares, template
from tests.tenants import ddl
from tests.tenants.snapshots import differences

FRESH = CityRef(schema="t_fresh0000000", id=0, state="live", name="Fraîche")
CLUB = CityRef(schema="club", id=0, state="club", name="club")

# Triggers are passed on only under `citus.enable_unsafe_triggers` (trigger.c). This one reads no
# table but its own and refuses every change: it stays right on whatever server the schema is.
TOLD = {("audit_entry", "audit_entry_is_final")}

# The two tables of the accounts' package count in `integer`; Citus numbers identities in `bigint`
# alone ("Use bigint identity column instead", create_distributed_table.c). The day we distribute,
# one statement each puts it right: `test_the_narrow_numbers_can_be_widened` runs them.
NARROW = {
    "number of account_emailaddress.id is no bigint",
    "number of account_emailconfirmation.id is no bigint",
}

STRANGERS = """
SELECT 'foreign key ' || k.conname || ' to ' || r.relnamespace::regnamespace
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
 WHERE k.contype = 'f' AND (c.relnamespace = to_regnamespace(%(schema)s)
                         OR r.relnamespace = to_regnamespace(%(schema)s))
   AND c.relnamespace <> r.relnamespace
UNION ALL
SELECT DISTINCT 'view ' || c.relname || ' on ' || r.relnamespace::regnamespace
  FROM pg_class c JOIN pg_rewrite w ON w.ev_class = c.oid
  JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
   AND d.refclassid = 'pg_class'::regclass
  JOIN pg_class r ON r.oid = d.refobjid
 WHERE c.relnamespace = to_regnamespace(%(schema)s) AND c.relkind = 'v'
   AND r.relnamespace NOT IN (c.relnamespace, 'pg_catalog'::regnamespace)
UNION ALL
SELECT 'default of ' || c.relname || '.' || a.attname || ' on ' || s.relname
  FROM pg_attrdef f JOIN pg_class c ON c.oid = f.adrelid
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = f.adnum
  JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid
   AND d.refclassid = 'pg_class'::regclass
  JOIN pg_class s ON s.oid = d.refobjid
 WHERE c.relnamespace = to_regnamespace(%(schema)s) AND s.relnamespace <> c.relnamespace
UNION ALL
SELECT 'trigger ' || t.tgname || ' runs ' || p.pronamespace::regnamespace || '.' || p.proname
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
 WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace(%(schema)s)
   AND p.pronamespace <> c.relnamespace
UNION ALL
SELECT 'number of ' || c.relname || '.' || a.attname || ' is no bigint'
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
  LEFT JOIN pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum
 WHERE c.relnamespace = to_regnamespace(%(schema)s) AND a.atttypid <> 'bigint'::regtype
   AND (a.attidentity <> '' OR pg_get_expr(f.adbin, f.adrelid) LIKE 'nextval(%%')
UNION ALL
SELECT CASE c.relkind WHEN 'f' THEN 'foreign' WHEN 'p' THEN 'cut' ELSE 'heir' END || ' table '
       || c.relname
  FROM pg_class c WHERE c.relnamespace = to_regnamespace(%(schema)s)
   AND (c.relkind IN ('f', 'p') OR EXISTS
        (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhrelid, i.inhparent)))
UNION ALL
SELECT 'tablespace of ' || relname FROM pg_class
 WHERE relnamespace = to_regnamespace(%(schema)s) AND reltablespace <> 0
UNION ALL
SELECT 'extension ' || extname FROM pg_extension WHERE extnamespace = to_regnamespace(%(schema)s)
UNION ALL
SELECT 'extended object ' || d.objid::regclass FROM pg_depend d
  JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
 WHERE d.deptype = 'e' AND c.relnamespace = to_regnamespace(%(schema)s)
"""
TRIGGERS = """
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace(%(schema)s)
"""


def asked(sql, ref):
    with owner(ref), connection.cursor() as cursor:
        cursor.execute(sql, {"schema": ref.schema})
        return cursor.fetchall()


def strangers(ref):
    """What ties a schema to another one, or what no distributed schema may hold."""
    return sorted(row[0] for row in asked(STRANGERS, ref))


def compiled():
    with owner(template.TEMPLATE), transaction.atomic():
        return list(
            catalogue.statements(schema=template.TEMPLATE.schema, role=template.TEMPLATE.schema)
        )


# --- The statements -----------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_compiled_script_holds_nothing_that_would_be_refused():
    statements = compiled()

    assert len(statements) > 150
    assert {one: found for one in statements if (found := list(ddl.faults(one)))} == {}


@pytest.mark.django_db(transaction=True)
def test_each_statement_of_the_script_is_accepted_alone():
    with owner(FRESH):
        grants.make_house(FRESH.schema)
    role = connection.ops.quote_name(FRESH.schema)
    # A setting of one transaction says nothing alone; a coordinator has it for the session.
    for statement in compiled()[1:]:
        with owner(FRESH), connection.cursor() as cursor:
            cursor.execute(statement.replace(catalogue.ROLE, role))
            assert connection.connection.info.transaction_status == TransactionStatus.IDLE

    assert differences(FRESH, template.TEMPLATE) == {}
    with owner():
        grants.drop_house(FRESH.schema)


@pytest.mark.django_db
def test_the_first_statement_is_the_only_one_of_its_kind():
    """`SET LOCAL check_function_bodies`: needed only by functions that name a later table."""
    first, *rest = compiled()

    assert first == "SET LOCAL check_function_bodies = off"
    assert [one for one in rest if one.startswith("SET")] == []


@pytest.mark.django_db(transaction=True)
def test_no_migration_of_a_city_emits_what_would_be_refused():
    """The statements as a city gets them, from an empty schema to this release."""
    emitted = []

    def note(execute, sql, params, many, context):
        emitted.extend(ddl.split(sql))
        return execute(sql, params, many, context)

    with owner(FRESH):
        grants.make_house(FRESH.schema)
    with connection.execute_wrapper(note):
        template.migrate_schema(FRESH)
    with owner():
        grants.drop_house(FRESH.schema)

    alters = [one for one in emitted if one.startswith("ALTER TABLE")]
    assert len(alters) > 50
    assert {one: found for one in alters if (found := list(ddl.faults(one)))} == {}
    others = [one for one in emitted if one.startswith(("CREATE", "DROP", "COMMENT"))]
    assert {one: found for one in others if (found := list(ddl.faults(one)))} == {}


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("ALTER TABLE a ADD CONSTRAINT x CHECK (b > 0), ADD CONSTRAINT y UNIQUE (b)", "beside"),
        ("ALTER TABLE a DROP COLUMN c, ADD CONSTRAINT x UNIQUE (b, c)", "beside"),
        ('ALTER TABLE "a" ADD COLUMN "b" integer NOT NULL CHECK ("b" >= 0)', "without a name"),
        ("ALTER TABLE a ADD COLUMN b bigint UNIQUE", "without a name"),
        ("ALTER TABLE a ADD UNIQUE (b)", "without a name"),
        ("ALTER TABLE a ADD COLUMN b bigint CONSTRAINT x UNIQUE REFERENCES c (id)", "beside"),
        ("ALTER TABLE a ADD COLUMN b bigserial", "serial"),
        ("ALTER TABLE a ALTER COLUMN b ADD GENERATED BY DEFAULT AS IDENTITY", "not passed on"),
        ("ALTER TABLE a ENABLE ROW LEVEL SECURITY", "not passed on"),
        ("CREATE TABLE a (b int REFERENCES public.c)", "schema public"),
        ('CREATE VIEW v AS SELECT * FROM "t_villeneuve00".a', "schema t_villeneuve00"),
        ("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 FROM club.a $$", "club"),
        ("CREATE EXTENSION vector", "extension"),
        ("CREATE TABLE a (b int) TABLESPACE fast", "tablespace"),
        ("CREATE TABLE a () INHERITS (b)", "inherits"),
        ("CREATE TABLE a (b int) PARTITION BY RANGE (b)", "partitioned"),
        ("GRANT SELECT ON a TO b; GRANT SELECT ON c TO b", "several"),
    ],
)
def test_what_would_be_refused_is_found(statement, fault):
    assert fault in " ".join(ddl.faults(statement))


@pytest.mark.parametrize(
    "statement",
    [
        'ALTER TABLE "a" ADD COLUMN "b_id" bigint NULL CONSTRAINT "x" REFERENCES "b" ("id")'
        " DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE a ADD CONSTRAINT x FOREIGN KEY (b, c) REFERENCES d (b, c)",
        "ALTER TABLE a ADD COLUMN b numeric(3, 1) DEFAULT 0 NOT NULL, DROP COLUMN c",
        "ALTER TABLE a ALTER COLUMN b TYPE varchar(80) USING b::varchar(80), ALTER b DROP DEFAULT",
        "COMMENT ON TABLE a IS 'd''abord; ensuite public'",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $x$ BEGIN; RETURN NEW; END $x$",
        'ALTER TABLE "unique" RENAME COLUMN "check" TO "references"',
    ],
)
def test_what_is_accepted_is_left_alone(statement):
    assert list(ddl.faults(statement)) == []


# --- The references -----------------------------------------------------------------------------
@pytest.mark.django_db
def test_nothing_ties_a_house_to_another(cities):
    spares.refill(keep=1)
    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'spare\\_%'")
        spare = CityRef(schema=cursor.fetchone()[0], id=0, state="spare", name="spare")

    for ref in (*cities.values(), template.TEMPLATE, CLUB, spare):
        assert set(strangers(ref)) == NARROW, ref.schema
        assert set(asked(TRIGGERS, ref)) <= TOLD, ref.schema


@pytest.mark.django_db
def test_the_narrow_numbers_can_be_widened(cities):
    for line in NARROW:
        table, _dot, column = line.split()[2].partition(".")
        statement = f"ALTER TABLE {table} ALTER COLUMN {column} TYPE bigint"
        assert list(ddl.faults(statement)) == []
        with owner(cities["villeneuve"]), connection.cursor() as cursor:
            cursor.execute(statement)

    assert strangers(cities["villeneuve"]) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("CREATE TABLE a (b bigint REFERENCES public.tenants_city)", "foreign key"),
        ("CREATE VIEW a AS SELECT 1 FROM public.tenants_city", "view a"),
        ("CREATE SEQUENCE public.s; CREATE TABLE a (b bigint DEFAULT nextval('public.s'))", "def"),
        ("CREATE TABLE a (b int GENERATED ALWAYS AS IDENTITY)", "number of a.b"),
        ("CREATE TABLE a (b serial)", "number of a.b"),
        ("CREATE TABLE a (b int); CREATE TABLE h () INHERITS (a)", "heir table"),
        ("CREATE TABLE a (b int) PARTITION BY RANGE (b)", "cut table"),
        (
            "CREATE TABLE a (b int); CREATE TRIGGER t BEFORE UPDATE ON a"
            " FOR EACH ROW EXECUTE FUNCTION public.billing_never()",
            "trigger t",
        ),
    ],
)
def test_a_tie_is_found(cities, planted, found):
    with owner(cities["villeneuve"]), connection.cursor() as cursor:
        cursor.execute(planted)

    assert any(line.startswith(found) for line in strangers(cities["villeneuve"]))


@pytest.mark.django_db
def test_a_key_that_comes_in_from_outside_is_found(cities):
    villeneuve, montclair = cities["villeneuve"], cities["montclair"]
    with owner(villeneuve), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE a (b bigint REFERENCES {montclair.schema}.accounts_user DEFERRABLE)"
        )

    for ref in (villeneuve, montclair):
        assert any(line.startswith("foreign key") for line in strangers(ref))
