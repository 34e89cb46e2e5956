"""Old backups go, with the journal that nothing needs any more; the last good one never does."""

import io
import os
from datetime import UTC, datetime, timedelta

import pytest

from agora.cli.backup.places import MANIFEST, Draft, Place
from agora.cli.backup.retention import forget_old
from agora.conf.backups import Target

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)


@pytest.fixture
def place(tmp_path):
    return Place(Target(folder=tmp_path))


def make(place, *, days, start="000000010000000000000001", whole=True):
    draft = Draft(place, "base")
    draft.began = NOW - timedelta(days=days)
    draft.stamp = f"{draft.began:%Y%m%dT%H%M%SZ}-abcdef"
    draft.write("base.tar.gz", io.BytesIO(b"x"))
    if whole:
        draft.close(start=start)
    return draft.stamp


def test_what_is_older_than_the_promise_goes_with_its_journal(place):
    make(place, days=31)
    kept = make(place, days=29, start="000000020000000000000003")
    for number in range(1, 6):
        for timeline in (1, 2):
            place.put(f"wal/{timeline:08X}00000000{number:08X}.gz", io.BytesIO(b"x"))
    place.put("wal/00000002.history.gz", io.BytesIO(b"x"))

    gone = forget_old(place, "base", days=30, now=NOW)

    assert len(gone) == 1 + 4
    assert list(place.stamps("base")) == [kept]
    left = place.names("wal")
    assert "wal/00000002.history.gz" in left
    assert min(key[12:28] for key in left if len(key) > 30) == "0000000000000003"
    assert len(left) == 1 + 6


def test_the_last_good_one_stays_however_old_and_the_halves_go(place):
    make(place, days=90)
    last = make(place, days=60)
    make(place, days=2, whole=False)
    today = make(place, days=0.5, whole=False)  # perhaps still being written

    forget_old(place, "base", days=30, now=NOW)
    assert list(place.stamps("base")) == [last, today]


def test_a_manifest_nobody_can_read_keeps_the_journal(place):
    make(place, days=1)
    stamp = make(place, days=2)
    place.put(f"base/{stamp}/{MANIFEST}", io.BytesIO(b"{"))
    place.put("wal/000000010000000000000000.gz", io.BytesIO(b"x"))

    assert forget_old(place, "base", days=30, now=NOW) == []


def test_a_folder_that_is_not_ours_is_left_alone(place):
    place.put("base/photos/vacances", io.BytesIO(b"x"))

    assert forget_old(place, "base", days=30, now=NOW) == []


def test_what_a_killed_process_left_half_written_goes_after_a_day(place, tmp_path):
    last = make(place, days=0.1)
    for name, age in (("base/x/.draft-1", 2), ("wal/.draft-2", 2), ("wal/.draft-3", 0.5)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        moment = (NOW - timedelta(days=age)).timestamp()
        os.utime(path, (moment, moment))

    assert forget_old(place, "base", days=30, now=NOW) == ["base/x/.draft-1", "wal/.draft-2"]
    assert (tmp_path / "wal/.draft-3").exists()
    assert list(place.stamps("base")) == [last]
