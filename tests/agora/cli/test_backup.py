"""`agora backup`: its words and its parts; the verbs themselves are tried in `backup/`."""

import io
import stat
import tarfile
from pathlib import Path

import pytest

from agora.cli import main
from agora.cli.backup import backup, restoring, server
from agora.cli.backup.physical import ARCHIVE
from agora.cli.backup.places import BackupError, Draft, Place
from agora.cli.backup.programs import Missing, logged_in, program, run, streamed
from agora.conf.backups import Target

CITY = {"rights": "r", "tables": {"a": [1, "x", 5], "b": [2, "y", 7]}}
FACTS = {"schemas": {"t_a": 2}, "roles": {"t_a": ["agora_app"]}, "cities": {"t_a": CITY}}


@pytest.mark.parametrize(
    "words", [[], ["all"], ["restore"], ["restore", "--to", "/x", "--at=hier"]]
)
def test_words_nobody_knows_are_refused(words):
    with pytest.raises(SystemExit) as left:
        backup(words)
    assert left.value.code == 2


def test_a_place_that_is_not_set_is_a_wrong_setting(monkeypatch, capsys):
    monkeypatch.delenv("AGORA_BACKUP_TO", raising=False)
    monkeypatch.setenv("AGORA_DATABASE_URL", "none")

    with pytest.raises(SystemExit) as left:
        main(["backup", "fetch-wal", "000000010000000000000001", "x"])
    assert left.value.code == 78
    assert "AGORA_BACKUP_TO must be" in capsys.readouterr().err


def test_a_password_lies_in_a_file_for_the_time_of_the_program(monkeypatch):
    url = "postgresql://agora_owner:s%3Aecret@db.example:5433/agora?sslmode=require"
    monkeypatch.setenv("AGORA_DATABASE_URL", url)
    monkeypatch.setenv("AGORA_SECRET_KEY", "canari")
    with logged_in() as where:
        kept = Path(where.pop("PGPASSFILE"))
        assert kept.read_text() == "*:*:*:*:s\\:ecret\n"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    assert not kept.exists()
    assert (where["PGHOST"], where["PGPORT"], where["PGSSLMODE"]) == (
        "db.example",
        "5433",
        "require",
    )
    assert "ecret" not in "".join(where.values())
    assert "canari" not in "".join(where.values())  # no program of PostgreSQL needs our secrets


def test_a_program_older_than_the_server_is_not_used(tmp_path, monkeypatch):
    tool = tmp_path / "pg_dump"
    tool.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 17.2'\n")
    tool.chmod(0o755)
    monkeypatch.setenv("AGORA_POSTGRES_BIN", str(tmp_path))

    assert program("pg_dump", major=16) == program("pg_dump", major=17) == str(tool)
    for wrong in ({"major": 18}, {"major": 16, "exact": True}):
        with pytest.raises(Missing, match="AGORA_POSTGRES_BIN"):
            program("pg_dump", **wrong)


def test_a_program_that_fails_is_told_by_its_last_words_even_after_its_output():
    with pytest.raises(BackupError, match="sh: rien ne va"):
        run(["/bin/sh", "-c", "echo rien ne va >&2; exit 3"])
    with (
        pytest.raises(BackupError, match="sh: plus de place"),
        streamed(["/bin/sh", "-c", "echo half; echo plus de place >&2; exit 1"]) as stream,
    ):
        assert stream.output.read() == b"half\n"


def test_what_moved_between_two_readings_is_not_compared():
    after = {
        "schemas": {"t_a": 2, "t_new": 1},
        "roles": FACTS["roles"],
        "cities": {"t_a": {"rights": "r", "tables": {"a": [1, "x", 5], "b": [2, "y", 8]}}},
    }

    assert server.quiet(FACTS, after) == {
        "schemas": {"t_a": 2},
        "roles": FACTS["roles"],
        "cities": {"t_a": {"rights": "r", "tables": {"a": [1, "x"]}}},
    }


def test_each_difference_has_its_words():
    expected = server.quiet(FACTS, FACTS)
    copy = {
        "schemas": {"t_a": 1, "more": 1},
        "roles": {},
        "cities": {"t_a": {"rights": "other", "tables": {"a": [0, "0", 0]}}},
    }

    assert server.differences(expected, FACTS) == []
    assert server.differences(expected, copy) == [
        "schema t_a: 1",
        "role t_a: missing",
        "city t_a: other rights",
        "t_a.a: 0 rows instead of 1",
        "t_a.b: no rows instead of 2",
    ]
    assert server.differences(expected, copy | {"cities": {}})[2:] == ["city t_a: missing"]


@pytest.mark.parametrize(("name", "kind"), [("../out", "file"), ("data/link", "link")])
def test_an_archive_that_climbs_out_is_refused(tmp_path, name, kind):
    (tmp_path / "saved").mkdir()
    place = Place(Target(folder=tmp_path / "saved"))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        if kind == "link":
            member.type, member.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(member)
    draft = Draft(place, "base")
    draft.write(ARCHIVE, io.BytesIO(out.getvalue()))

    with pytest.raises(BackupError, match="no file of a server"):
        restoring.unpack(place, draft.close(), tmp_path / "data")
    assert list((tmp_path / "data").iterdir()) == []
    assert not (tmp_path / "out").exists()


def test_an_archive_without_the_manifest_of_the_server_is_refused(tmp_path):
    (tmp_path / "saved").mkdir()
    place = Place(Target(folder=tmp_path / "saved"))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("PG_VERSION"))
    draft = Draft(place, "base")
    draft.write(ARCHIVE, io.BytesIO(out.getvalue()))

    with pytest.raises(BackupError, match="backup_manifest is missing"):
        restoring.unpack(place, draft.close(), tmp_path / "data")
