"""Whatever a storage lies about, no page shows a broken file as whole, and no thread waits long."""

import hashlib
import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from agora.files import gateway
from agora.files.actions import store
from agora.rules import SYSTEM
from tests.storage import fakes
from tests.storage.conftest import point_at
from tests.storage.liar import WHOLE, Liar

DIGEST = hashlib.sha256(WHOLE).hexdigest()


@pytest.fixture
def liar(city, monkeypatch):
    with Liar("truth") as liar:
        point_at(liar.url, "seau", fakes.Place("liar", liar.url, "a", "a"), monkeypatch)
        yield liar


@pytest.fixture
def notice(city, tmp_path, monkeypatch):
    """A document whose row says what the bytes must be."""
    (tmp_path / "files").mkdir()
    with monkeypatch.context() as inside:
        inside.setattr(settings, "DATA_DIR", tmp_path)
        inside.setattr(settings, "S3_BUCKET", "")
        upload = SimpleUploadedFile("Plan.pdf", b"%PDF-1.7\n" + b"0" * 5000)
        file = store(actor=SYSTEM, upload=upload, use="document")
    file.size, file.sha256 = len(WHOLE), DIGEST
    file.save()
    return file


def read_all():
    """The bytes that would have left, and how it ended."""
    got = b""
    try:
        for chunk in gateway.read("media/a.bin", size=len(WHOLE), sha256=DIGEST):
            got += chunk
    except gateway.StorageDown:
        return got, "refused"
    return got, "whole"


def test_the_truth_passes(liar):
    assert read_all() == (WHOLE, "whole")


@pytest.mark.parametrize("lie", ["cut", "short", "long", "altered", "error_as_success"])
def test_a_lie_is_never_shown_as_a_whole_file(liar, lie):
    liar.lie = lie
    got, end = read_all()

    assert end == "refused"
    assert len(got) < len(WHOLE)


def test_a_file_of_another_size_is_a_clear_page_and_one_cut_breaks_off(liar, notice, client):
    liar.lie = "short"
    assert client.get(notice.url).status_code == 503
    liar.lie = "error_as_success"
    assert client.get(notice.url).status_code == 503
    for liar.lie in ("cut", "altered"):
        page, got = client.get(notice.url), b""
        assert page["Content-Length"] == str(len(WHOLE))  # so the reader knows it is not whole
        with pytest.raises(gateway.StorageDown):
            for chunk in page.streaming_content:
                got += chunk
        assert len(got) < len(WHOLE)
    liar.lie = "truth"
    assert b"".join(client.get(notice.url).streaming_content) == WHOLE


def test_a_busy_storage_is_asked_twice_then_left_alone_by_this_request_only(liar):
    liar.lie = "slow_down"
    assert read_all() == (b"", "refused")
    assert liar.asked == 2
    liar.lie = "truth"
    assert read_all() == (WHOLE, "whole")


def test_a_trickle_ends_at_the_deadline(liar, monkeypatch):
    monkeypatch.setattr(gateway, "PATIENCE", 0.3)
    liar.lie = "trickle"
    begun = time.monotonic()

    got, end = read_all()
    assert end == "refused"
    assert len(got) < 300  # of the 600 that come in half a minute
    assert time.monotonic() - begun < 15


def test_a_mute_storage_takes_one_thread_then_none_and_comes_back_by_itself(
    liar, notice, client, monkeypatch
):
    # ANSWER itself is read once, when the class is made.
    monkeypatch.setitem(gateway.Bucket.__init__.__kwdefaults__, "patience", 1.0)
    monkeypatch.setattr(gateway, "REST", 60)  # longer than any machine draws six pages
    gateway._bucket.cache_clear()
    liar.lie = "mute"
    assert client.get(notice.url).status_code == 503
    asked = liar.asked

    assert [client.get(notice.url).status_code for _ in range(5)] == [503] * 5
    assert liar.asked == asked  # nobody waited: who asks waits, and is heard
    liar.lie = "truth"
    bucket = gateway.storage()
    assert bucket._rests_until <= time.monotonic() + gateway.REST
    bucket._rests_until = 0  # a minute later
    assert b"".join(client.get(notice.url).streaming_content) == WHOLE
