"""Backups go to a bucket as they go to a folder."""

import gzip
import io

import pytest

from agora.cli.backup import journal
from agora.cli.backup.places import BackupError, Draft, Place
from agora.conf.backups import Target
from agora.files.gateway import StorageDown
from tests.storage import fakes
from tests.storage.conftest import bucket_at
from tests.storage.liar import Liar


@pytest.fixture(params=["moto", "s3rver"])
def place(request, monkeypatch):
    at = request.getfixturevalue(f"{request.param}_place")
    name = bucket_at(at, monkeypatch)
    target = Target(bucket=name, prefix="prod/agora", endpoint=at.url, region=fakes.REGION)
    return Place(target)


def test_a_set_and_a_journal_come_back_and_go(place, tmp_path, monkeypatch):
    monkeypatch.setattr("agora.cli.backup.places.PART", 1000)
    content = bytes(range(256)) * 20
    draft = Draft(place, "base")
    assert draft.write("base.tar.gz", io.BytesIO(content)) == len(content)
    with pytest.raises(BackupError, match="no base backup"):
        place.newest("base")  # it has no manifest yet
    draft.close(start="x")
    kept = place.newest("base")

    assert (len(kept.facts["files"]["base.tar.gz"]), kept.size) == (6, len(content))
    assert place.opened(kept, "base.tar.gz").read() == content
    (tmp_path / "segment").write_bytes(b"journal")
    for _twice in range(2):
        journal.archive(place, tmp_path / "segment", "000000010000000000000001")
    assert journal.fetch(place, "000000010000000000000001", tmp_path / "back") == 0
    assert (tmp_path / "back").read_bytes() == b"journal"
    assert journal.fetch(place, "000000010000000000000002", tmp_path / "back") == journal.ABSENT
    place.forget("base", kept.stamp)
    assert place.names("base") == []


def test_a_bucket_that_is_gone_is_told_and_never_the_end_of_the_journal(place, tmp_path):
    gone = Place(
        Target(bucket="absent", endpoint=place.target.endpoint, region=place.target.region)
    )
    (tmp_path / "segment").write_bytes(gzip.compress(b"x"))

    assert journal.fetch(gone, "000000010000000000000001", tmp_path / "back") == journal.STOP
    with pytest.raises(BackupError, match="000000010000000000000001"):
        journal.archive(gone, tmp_path / "segment", "000000010000000000000001")


def test_a_hiccup_of_the_bucket_does_not_lose_the_copy(place, monkeypatch):
    monkeypatch.setattr("agora.cli.backup.places.PAUSES", [0.01, 0.01])
    with Liar("slow_down") as liar:
        busy = Place(Target(bucket="seau", endpoint=liar.url, region=fakes.REGION))
        with pytest.raises(StorageDown):
            busy.put("base/x/part", io.BytesIO(b"x"))
        assert liar.asked == 6  # three times, each twice
