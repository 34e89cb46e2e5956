"""A backup is proven by restoring it; whatever is wrong with it is said loudly and recorded."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import time

import pytest

from agora.cli.backup import proof
from agora.cli.backup.places import BackupError, Place
from agora.conf.backups import Target
from tests.agora.cli.backup.conftest import VILLENEUVE, add


@pytest.fixture(scope="module")
def saved(house):
    """A base, and a journal that goes on after it."""
    house.backup("base")
    with house.admin() as admin:
        add(admin, VILLENEUVE, "après")
    house.archived()
    house.archived()
    return house


@pytest.fixture
def spoiled(saved, here, tmp_path):
    """A second place with the same backups, to damage."""
    shutil.copytree(saved.to, tmp_path / "spoiled")
    return tmp_path / "spoiled"


def refused(folder, scratch):
    """What a proof of this place says against it."""
    with pytest.raises(BackupError) as caught:
        proof.prove(Place(Target(folder=folder)), scratch=scratch)
    assert list(scratch.glob("agora-proof-*")) == []  # thrown away
    return str(caught.value)


def only(folder, pattern):
    (found,) = folder.glob(pattern)
    return found


def needed(folder):
    """The first segment that its base needs; the journal may begin before."""
    start = json.loads(only(folder, "base/*/manifest.json").read_bytes())["start"]
    return start, folder / "wal" / f"{start}.gz"


def test_a_base_that_comes_back_as_it_was_is_proven_and_recorded(saved):
    said = saved.backup("prove", f"--scratch={saved.folder}")

    assert "journal up to 20" in said
    assert next(row[:2] for row in saved.rows() if row[0] == "base") == ("base", True)
    assert saved.rows()[-1][:2] == ("proof", True)
    assert list(saved.folder.glob("agora-proof-*")) == []


def test_a_flipped_byte_is_found(spoiled, tmp_path):
    part = only(spoiled, "base/*/base.tar.gz.00000")
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content)

    assert "base.tar.gz.00000 is damaged" in refused(spoiled, tmp_path)


def test_a_file_cut_short_or_missing_is_found(spoiled, tmp_path):
    part = only(spoiled, "base/*/base.tar.gz.00000")
    part.write_bytes(part.read_bytes()[:-10])
    assert "base.tar.gz.00000 is damaged" in refused(spoiled, tmp_path)
    part.unlink()
    assert "base.tar.gz.00000 is missing" in refused(spoiled, tmp_path)


def test_a_missing_manifest_makes_no_backup_and_a_damaged_one_is_found(spoiled, tmp_path):
    manifest = only(spoiled, "base/*/manifest.json")
    manifest.write_bytes(manifest.read_bytes()[:100])
    assert "its manifest is damaged" in refused(spoiled, tmp_path)
    manifest.unlink()
    assert refused(spoiled, tmp_path) == "there is no backup to prove"


def test_a_hole_in_the_journal_is_found_though_the_base_is_whole(spoiled, tmp_path):
    first, segment = needed(spoiled)
    segment.unlink()

    assert f"the journal lacks {first}" in refused(spoiled, tmp_path)


def test_rows_that_are_not_those_of_the_base_are_found(saved):
    manifest = only(saved.to, "base/*/manifest.json")
    kept = manifest.read_bytes()
    facts = json.loads(kept)
    tables = facts["facts"]["cities"][VILLENEUVE]["tables"]
    tables["files_storedfile"] = [7, "0"]
    facts["facts"]["roles"]["t_disparue"] = []
    manifest.write_text(json.dumps(facts))
    try:
        done = saved.agora("backup", "prove", f"--scratch={saved.folder}")
    finally:
        manifest.write_bytes(kept)

    assert done.returncode == 1
    assert "role t_disparue: missing" in done.stderr
    assert f"{VILLENEUVE}.files_storedfile: 0 rows instead of 7" in done.stderr
    assert saved.rows()[-1][:2] == ("proof", False)


@pytest.mark.fuzz
def test_a_damaged_segment_stops_the_copy_instead_of_ending_it_early(saved):
    first, segment = needed(saved.to)
    kept = segment.read_bytes()
    segment.write_bytes(kept[: len(kept) // 2])
    try:
        done = saved.agora("backup", "prove", f"--scratch={saved.folder}")
    finally:
        segment.write_bytes(kept)

    assert done.returncode == 1
    assert f"{first} is damaged where it is kept" in done.stderr


def test_a_server_of_another_major_is_not_used(spoiled, tmp_path):
    manifest = only(spoiled, "base/*/manifest.json")
    facts = json.loads(manifest.read_bytes())
    manifest.write_text(json.dumps(facts | {"major": 17}))

    assert "postgres of PostgreSQL 17 is not here" in refused(spoiled, tmp_path)


@pytest.fixture
def stuck(saved, tmp_path):
    """Programs of PostgreSQL with which a base is begun and never done, until somebody kills it."""
    (tmp_path / "pg_basebackup").symlink_to(saved.bin / "pg_basebackup")
    roles = tmp_path / "pg_dumpall"
    roles.write_text('#!/bin/sh\n[ "$1" = --version ] && exec echo "(PostgreSQL) 99"\nsleep 1000\n')
    roles.chmod(0o755)
    return saved.environment | {"AGORA_POSTGRES_BIN": str(tmp_path)}


def test_a_base_killed_half_way_counts_for_nothing_and_the_next_is_whole(saved, stuck):
    before = set((saved.to / "base").iterdir())

    def begun():
        return set((saved.to / "base").iterdir()) - before

    command = [saved.python, "-m", "agora.cli", "backup", "base"]
    child = subprocess.Popen(command, env=stuck, cwd="/", start_new_session=True)
    place = Place(Target(folder=saved.to))
    try:
        try:
            limit = time.monotonic() + 60
            while not any(any(one.glob("base.tar.gz.*")) for one in begun()):
                assert child.poll() is None
                assert time.monotonic() < limit
                time.sleep(0.005)
        finally:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()

        (whole,) = place.kept("base")
        saved.backup("base")
        assert place.kept("base")[0] == whole
        assert place.newest("base").stamp > whole.stamp
    finally:
        for made in begun():
            shutil.rmtree(made)  # the other tests know one base


def test_a_database_that_is_down_is_told_and_nothing_looks_saved(saved):
    gone = "postgresql://agora_owner:tres-secret@127.0.0.1:1/agora"
    done = saved.agora("backup", "base", AGORA_DATABASE_URL=gone)

    assert done.returncode == 1
    assert "agora backup base: the database: " in done.stderr
    assert "not recorded" in done.stderr
    assert "tres-secret" not in done.stderr


def test_the_segments_are_small(saved):
    sizes = [path.stat().st_size for path in (saved.to / "wal").glob("*[0-9A-F].gz")]

    assert len(gzip.decompress(next((saved.to / "wal").glob("*[0-9A-F].gz")).read_bytes())) == 2**24
    assert min(sizes) < 2**20
