"""What PostgreSQL believes of our exit codes, tried without it."""

import gzip

import pytest

from agora.cli.backup import backup, journal
from agora.cli.backup.places import BackupError, Place
from agora.conf.backups import Target

NAMES = ["0000000100000000000000FE", "0000000100000000000000FF", "000000010000000100000000"]
SEGMENT = 16 * 1024 * 1024


@pytest.fixture
def place(tmp_path, monkeypatch):
    (tmp_path / "saved").mkdir()
    monkeypatch.setenv("AGORA_BACKUP_TO", str(tmp_path / "saved"))
    return Place(Target(folder=tmp_path / "saved"))


def keep(place, tmp_path, name, content=b"journal"):
    (tmp_path / "segment").write_bytes(content)
    journal.archive(place, tmp_path / "segment", name)


def test_a_segment_comes_back_as_it_was(place, tmp_path):
    keep(place, tmp_path, NAMES[0])

    assert backup(["fetch-wal", NAMES[0], str(tmp_path / "back")]) == 0
    assert (tmp_path / "back").read_bytes() == b"journal"


def test_the_same_again_is_fine_and_another_content_is_refused(place, tmp_path):
    keep(place, tmp_path, NAMES[0])
    keep(place, tmp_path, NAMES[0])

    with pytest.raises(BackupError, match="with another content"):
        keep(place, tmp_path, NAMES[0], b"autre")
    assert backup(["wal", str(tmp_path / "segment"), NAMES[0]]) == 1
    assert gzip.decompress((tmp_path / f"saved/wal/{NAMES[0]}.gz").read_bytes()) == b"journal"


@pytest.mark.parametrize("name", ["../../etc/passwd", "000000010000000000000001 ", "base", ""])
def test_a_name_that_is_no_segment_is_refused(place, tmp_path, name):
    (tmp_path / "segment").write_bytes(b"x")

    assert backup(["wal", str(tmp_path / "segment"), name]) == 1
    assert backup(["fetch-wal", name, str(tmp_path / "back")]) == 1
    assert not (tmp_path / "back").exists()
    assert list((tmp_path / "saved").iterdir()) == []


def test_the_end_of_the_journal_is_told_apart_from_a_hole_in_it(place, tmp_path):
    keep(place, tmp_path, NAMES[0])
    assert backup(["fetch-wal", NAMES[1], str(tmp_path / "back")]) == journal.ABSENT
    keep(place, tmp_path, NAMES[2])

    assert backup(["fetch-wal", NAMES[1], str(tmp_path / "back")]) == journal.STOP
    assert backup(["fetch-wal", "00000002.history", str(tmp_path / "back")]) == journal.ABSENT
    # Another timeline began later: what came before it is asked there first, and found here.
    later = "00000002" + NAMES[2][8:]
    keep(place, tmp_path, later)
    asked = "00000002" + NAMES[0][8:]
    assert backup(["fetch-wal", asked, str(tmp_path / "back")]) == journal.ABSENT


def test_a_damaged_segment_and_a_storage_that_is_down_stop_the_restoration(place, tmp_path):
    keep(place, tmp_path, NAMES[0])
    kept = tmp_path / f"saved/wal/{NAMES[0]}.gz"
    kept.write_bytes(kept.read_bytes()[:-3])
    assert backup(["fetch-wal", NAMES[0], str(tmp_path / "back")]) == journal.STOP
    kept.unlink()
    kept.mkdir()

    assert backup(["fetch-wal", NAMES[0], str(tmp_path / "back")]) == journal.STOP
    assert not (tmp_path / "back").exists()


def test_holes_are_counted_over_the_end_of_a_file_of_names():
    assert journal.holes(NAMES, NAMES[0], SEGMENT) == []
    assert journal.holes([NAMES[0], NAMES[2]], NAMES[0], SEGMENT) == [NAMES[1]]
    assert journal.holes(NAMES[1:], NAMES[0], SEGMENT) == [NAMES[0]]
    assert journal.holes([], NAMES[0], SEGMENT) == []


def test_the_place_must_be_there(tmp_path, monkeypatch, capsys):
    (tmp_path / "segment").write_bytes(b"x")
    monkeypatch.setenv("AGORA_BACKUP_TO", str(tmp_path / "absent"))

    assert backup(["wal", str(tmp_path / "segment"), NAMES[0]]) == 1
    assert "there is no folder" in capsys.readouterr().err
