"""What a managed PostgreSQL allows: a dump in lots of one moment, its proof, and the way back."""

import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager

import psycopg
import pytest

from agora.cli.backup.loading import load
from agora.cli.backup.logical import LOT, lots
from agora.cli.backup.places import BackupError, Place
from agora.cli.backup.programs import logged_in
from agora.conf.backups import Target
from agora.devdb import MAJOR, Server
from tests.agora.cli.backup.conftest import MONTCLAIR, VILLENEUVE, House, add, names, opened
from tests.harness import cluster


@pytest.fixture(scope="module")
def dumped(house):
    with house.admin() as admin:
        add(admin, VILLENEUVE, "gardé")
    house.backup("dump")
    return house


def test_the_cities_go_in_lots_and_public_first():
    cities = [f"t_{number}" for number in range(LOT + 1)]

    assert lots(["a", "public", "z"]) == [["public"], ["a", "z"]]
    assert [len(lot) for lot in lots(["public", *cities])] == [1, LOT, 1]


@pytest.mark.fuzz
def test_a_dump_is_proven_beside_the_base_it_came_from_and_leaves_nothing(dumped):
    said = dumped.backup("prove")

    assert said.startswith("proof: dump ")
    with dumped.admin() as admin:
        left = admin.execute("SELECT datname FROM pg_database WHERE datname ~ 'proof'").fetchall()
    assert left == []
    assert dumped.rows()[-1][:2] == ("proof", True)


def test_without_the_right_to_make_one_a_database_is_lent_and_left_empty(dumped):
    lend = f'CREATE DATABASE "{cluster.BASE}_proof" OWNER agora_owner'
    with dumped.admin() as admin:
        admin.execute("ALTER ROLE agora_owner NOCREATEDB")
    done = dumped.agora("backup", "prove")
    assert done.returncode == 1
    assert f"a proof needs a scratch database: {lend}" in done.stderr
    with dumped.admin() as admin:
        admin.execute(lend)

    assert dumped.backup("prove").startswith("proof: dump ")
    assert [row[:2] for row in dumped.rows()][-2:] == [("proof", False), ("proof", True)]
    with cluster.admin(dumped.params, f"{cluster.BASE}_proof") as lent:
        left = lent.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|inf)'")
        assert left.fetchall() == []
    with dumped.admin() as admin:
        admin.execute(f"DROP DATABASE {cluster.BASE}_proof")
        admin.execute("ALTER ROLE agora_owner CREATEDB")


def test_a_damaged_dump_is_found(dumped, tmp_path):
    shutil.copytree(dumped.to, tmp_path / "spoiled")
    part = max((tmp_path / "spoiled").glob("dump/*/lot-0001.dump.*"))
    part.write_bytes(part.read_bytes()[:-1] + b"!")

    done = dumped.agora("backup", "prove", AGORA_BACKUP_TO=str(tmp_path / "spoiled"))
    assert done.returncode == 1
    assert "lot-0001.dump.00000 is damaged" in done.stderr
    assert dumped.rows()[-1][:2] == ("proof", False)


def test_a_lot_that_does_not_go_in_is_said_in_the_words_of_the_database(dumped, here):
    place = Place(here)
    kept = place.newest("dump")

    with logged_in() as where, tempfile.TemporaryFile() as lot:
        shutil.copyfileobj(place.opened(kept, "lot-0001.dump"), lot)
        lot.seek(0)
        with pytest.raises(BackupError, match=r"^psql: .*schema \"\w+\" already exists"):
            load(lot, dbname=cluster.BASE, major=kept.facts["major"], where=where)
    with dumped.admin() as admin:
        assert names(admin, VILLENEUVE) == {"gardé"}


def test_the_roles_are_saved_without_a_password(dumped):
    with dumped.admin() as admin:
        admin.execute("ALTER ROLE agora_app PASSWORD 'mot-de-passe-canari'")
    dumped.backup("roles")
    place = Place(Target(folder=dumped.to))
    saved = place.opened(place.newest("roles"), "roles.sql").read().decode()

    assert f"CREATE ROLE {VILLENEUVE}" in saved
    assert f"GRANT {VILLENEUVE} TO agora_app" in saved
    assert "PASSWORD" not in saved
    assert "SCRAM" not in saved


def test_a_dump_comes_back_on_another_server_by_the_commands_it_prints(dumped, tmp_path):
    said = dumped.backup("restore", "--dump", "--to", str(tmp_path / "files"))
    folder = tmp_path / "files"
    assert f"psql -d postgres -f {folder}/roles.sql" in said

    with started(tmp_path / "other") as other:
        follow(said, dumped, other)
        with cluster.admin(other, "agora") as copy:
            copy.execute(f"SET ROLE {VILLENEUVE}")
            assert names(copy, VILLENEUVE) == {"gardé"}
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                names(copy, MONTCLAIR)


@pytest.fixture
def older():
    """A managed server of a former version, and the programs of today: those of our image."""
    with opened(House.start_bare, major=16, programs=18) as house:
        yield house


def test_an_older_server_is_saved_proven_and_brought_back_by_newer_programs(older, tmp_path):
    words = ("SET transaction_timeout = 0;", "gardé")
    with older.admin() as admin:
        for one in words:
            admin.execute(f"INSERT INTO {VILLENEUVE}.files_storedfile VALUES (%s)", [one])
    older.backup("dump")

    proven = older.backup("prove")
    said = older.backup("restore", "--dump", "--to", str(tmp_path / "files"))

    assert proven.startswith("proof: dump ")
    with started(tmp_path / "other", major=16) as other:
        follow(said, older, other)
        with cluster.admin(other, "agora") as copy:
            assert names(copy, VILLENEUVE) == set(words)


@contextmanager
def started(folder, major=MAJOR):
    server = Server(folder, throwaway=True, major=major)
    try:
        yield server.start()
    finally:
        server.destroy()


def follow(said, house, server):
    """Do what the numbered lines say, to the last but one, as the server's administrator."""
    steps = [re.sub(r"\s+\([^()]*\)\s*$", "", one) for one in re.split(r"(?m)^\d\. ", said)[1:4]]
    assert [step.split()[0] for step in steps] == ["psql", "createdb", "for"]
    env = {"PATH": f"{house.bin}:/usr/bin:/bin", "PGHOST": server.host, "PGUSER": "postgres"}
    for step in steps:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-ec", step],
            env=env, cwd="/", capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, "ERROR" in done.stderr) == (0, step == steps[0]), done.stderr
