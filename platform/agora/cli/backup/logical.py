"""`agora backup dump` and `roles`: what a managed PostgreSQL lets its owner save.

The cities are saved in lots, because pg_dump locks every table it saves and a server has a limit;
all lots see the same moment, that of a transaction held open here.
"""

from agora.cli.backup import server
from agora.cli.backup.places import Draft, Kept, Place
from agora.cli.backup.programs import logged_in, program, streamed

LOT = 40  # schemas: some 5,000 tables, so 5,000 locks
ROLES = "roles.sql"


def dump(place: Place) -> Kept:
    """Save every schema and the roles; the manifest comes last."""
    draft = Draft(place, "dump")
    with logged_in() as where, server.connected() as connection:
        major = server.major(connection)
        tool = program("pg_dump", major=major)
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert snapshot is not None
        facts = server.facts(connection)
        for number, lot in enumerate(lots(list(facts["schemas"]))):
            command = [tool, "--format=custom", "--compress=3", f"--snapshot={snapshot[0]}"]
            command += ["--no-password", *(f"--schema={name}" for name in lot)]
            with streamed(command, env=where) as stream:
                draft.write(f"lot-{number:04}.dump", stream.output)
        write_roles(draft, major, where)
        connection.execute("ROLLBACK")
    for one in facts["cities"].values():
        one["tables"] = {name: rows[:2] for name, rows in one["tables"].items()}
    return draft.close(major=major, facts=facts)


def roles(place: Place) -> Kept:
    """Save the roles alone: they belong to the whole server, and no dump of a database has them."""
    draft = Draft(place, "roles")
    with logged_in() as where, server.connected() as connection:
        write_roles(draft, server.major(connection), where)
        return draft.close(major=server.major(connection))


def write_roles(draft: Draft, major: int, where: dict[str, str]) -> None:
    """Save roles and who is a member of which, without passwords: those are set again."""
    command = [program("pg_dumpall", major=major), "--roles-only", "--no-role-passwords"]
    command += ["--no-password", f"--database={where['PGDATABASE']}"]
    with streamed(command, env=where) as stream:
        draft.write(ROLES, stream.output)


def lots(schemas: list[str]) -> list[list[str]]:
    """Public first, for the others may call its functions; then the rest, so many at a time."""
    rest = [name for name in schemas if name != "public"]
    return [["public"], *(rest[start : start + LOT] for start in range(0, len(rest), LOT))]
