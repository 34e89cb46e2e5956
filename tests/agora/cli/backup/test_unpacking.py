"""What an archive holds is believed once its parts are whole, and even then not all of it."""

import io
import random
import tarfile

import pytest

from agora.cli.backup.physical import ARCHIVE
from agora.cli.backup.places import BackupError, Draft, Place
from agora.cli.backup.restoring import unpack
from agora.conf.backups import Target


@pytest.fixture
def place(tmp_path):
    """One base, whose archive holds a link to elsewhere."""
    (tmp_path / "saved").mkdir()
    found = Place(Target(folder=tmp_path / "saved"))
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        link = tarfile.TarInfo("pg_wal")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(link)
        rest = tarfile.TarInfo("base/1/1")  # long enough to be read in several pieces
        rest.size = 4_000_000
        archive.addfile(rest, io.BytesIO(random.Random(1).randbytes(rest.size)))
    content.seek(0)
    draft = Draft(found, "base")
    draft.write(ARCHIVE, content)
    draft.close(major=18, facts={})
    return found


def test_a_link_is_no_file_of_a_server(place, tmp_path):
    with pytest.raises(BackupError, match="'pg_wal', which is no file of a server"):
        unpack(place, place.newest("base"), tmp_path / "to")


def test_a_damaged_part_is_named_whatever_it_seems_to_hold(place, tmp_path):
    (part,) = (tmp_path / "saved").glob(f"base/*/{ARCHIVE}.00000")
    content = bytearray(part.read_bytes())
    content[4] ^= 1  # when it was made: the link is read all the same
    part.write_bytes(content)

    with pytest.raises(BackupError, match=f"{ARCHIVE}.00000 is damaged"):
        unpack(place, place.newest("base"), tmp_path / "to")
