"""Taking files in, serving them to the same city only, letting them go."""

import io

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agora.audit.models import Entry
from agora.context import enter
from agora.files import gateway, tasks
from agora.files.actions import remove, store
from agora.files.models import FOLDER, StoredFile
from agora.jobs.testing import run_pending
from agora.rules import SYSTEM, Refused
from tests.factories.people import make_staff, make_user
from tests.harness.stand_ins import stand_in

PDF = b"%PDF-1.7\n" + b"0" * 5000


def photo(width=1000, height=800):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG")
    return SimpleUploadedFile("Été au parc.JPG", out.getvalue())


@pytest.fixture(autouse=True)
def empty_storage(tmp_path, monkeypatch):
    """Begin with no file at all."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    (tmp_path / "files").mkdir()


def read(answer):
    """The bytes of a streamed answer; reading it to the end closes it."""
    return b"".join(answer.streaming_content)


@pytest.fixture
def notice(city):
    return store(actor=SYSTEM, upload=SimpleUploadedFile("Plan d’été.pdf", PDF), use="document")


def test_a_photo_is_kept_in_webp_in_several_widths(city):
    file = store(actor=make_user(), upload=photo(), alt="Le parc", owner_label="idée")

    assert (file.extension, file.width, file.height) == ("webp", 1000, 800)
    assert [variant["width"] for variant in file.variants] == [480, 960]
    assert len(list(gateway.keys(FOLDER))) == 3
    assert Entry.objects.filter(verb="file.stored", obj=file.reference).count() == 1


def test_a_document_is_kept_as_it_is(notice):
    assert b"".join(gateway.read(notice.key())) == PDF
    assert (notice.format, notice.size, notice.slug) == ("PDF", len(PDF), "plan-dete.pdf")


@pytest.mark.parametrize(
    ("who", "use", "allowed"),
    [
        ("nobody", "image", True),
        ("nobody", "document", False),
        ("resident", "document", True),
        ("resident", "logo", False),
        ("staff", "logo", True),
    ],
)
def test_who_may_send_what(city, who, use, allowed):
    actor = {"nobody": AnonymousUser, "resident": make_user, "staff": make_staff}[who]()
    upload = photo() if use != "document" else SimpleUploadedFile("a.pdf", PDF)

    if allowed:
        assert store(actor=actor, upload=upload, use=use).pk
    else:
        with pytest.raises(Refused):
            store(actor=actor, upload=upload, use=use)
        assert not StoredFile.objects.exists()


def test_a_file_is_served_whole_and_for_ever(client, notice):
    page = client.get(notice.url)

    assert read(page) == PDF
    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"] == 'attachment; filename="plan-dete.pdf"'
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in page["Cache-Control"]
    assert "sandbox" in page["Content-Security-Policy"]
    assert client.get(notice.url, headers={"if-none-match": page["ETag"]}).status_code == 304
    assert read(client.head(notice.url)) == b""


def test_an_image_is_shown_in_place_and_in_its_widths(client, city):
    file = store(actor=SYSTEM, upload=photo())

    page = client.get(file.url_for(480))
    assert "Content-Disposition" not in page
    content = read(page)
    assert Image.open(io.BytesIO(content)).width == 480
    assert int(page["Content-Length"]) == len(content)
    assert client.get(file.url_for(481)).status_code == 404


def test_another_city_never_serves_it(client_for, other_city, cities, client, db, warm_directory):
    with enter(cities["villeneuve"]):
        file = store(actor=SYSTEM, upload=SimpleUploadedFile("a.pdf", PDF), use="document")

    assert read(client.get(file.url)) == PDF
    assert client_for(other_city).get(file.url).status_code == 404


def test_an_unknown_file_is_a_404(client, city):
    assert client.get("/fichiers/0b9b2f0e-0000-4000-8000-000000000000/a.pdf").status_code == 404


def test_bytes_that_vanished_are_a_404(client, notice):
    gateway.delete(notice.key())

    assert client.get(notice.url).status_code == 404


def test_a_storage_that_is_down_gives_a_clear_page_then_recovers(client, notice, monkeypatch):
    folder = settings.DATA_DIR
    monkeypatch.setattr(settings, "DATA_DIR", "/nulle-part")
    page = client.get(notice.url)
    monkeypatch.setattr(settings, "DATA_DIR", folder)

    assert page.status_code == 503
    assert "Rien n’est perdu" in page.content.decode()
    assert page["Retry-After"] == "60"
    assert read(client.get(notice.url)) == PDF


def test_sending_while_the_storage_is_down_says_so_and_keeps_nothing(city, monkeypatch):
    monkeypatch.setattr(settings, "DATA_DIR", "/dev/null")

    with pytest.raises(ValidationError) as caught:
        store(actor=SYSTEM, upload=photo())
    assert caught.value.code == "storage_down"
    assert not StoredFile.objects.exists()


def test_removing_forgets_the_row_now_and_the_bytes_in_a_job(city):
    file = store(actor=SYSTEM, upload=photo())

    remove(actor=make_user(), file=file)
    assert not StoredFile.objects.exists()
    assert run_pending() == ["files.delete"] * 3
    assert list(gateway.keys(FOLDER)) == []
    assert Entry.objects.filter(verb="file.removed", obj=file.reference).exists()


def test_nobody_may_not_remove(notice):
    with pytest.raises(Refused):
        remove(actor=AnonymousUser(), file=notice)


def test_the_sweep_removes_bytes_without_a_row_and_nothing_else(notice, monkeypatch):
    gateway.put("media/ab/" + "ab" * 16 + ".webp", io.BytesIO(b"x"), "image/webp")
    gateway.put("imports/proposals.csv", io.BytesIO(b"x"), "text/csv")
    tasks.sweep()  # too recent: an upload may be in mid-flight
    assert len(list(gateway.keys(FOLDER))) == 2

    stand_in(monkeypatch, gateway, "time", time=lambda: 4_000_000_000.0)
    tasks.sweep()

    assert list(gateway.keys(FOLDER)) == [notice.key()]
    assert list(gateway.keys("imports")) == ["imports/proposals.csv"]


@pytest.mark.parametrize("key", ["../autre/x", "media/../../x", "media/é", "media/a b"])
def test_a_key_that_climbs_out_of_the_city_is_refused(city, key):
    with pytest.raises(ValueError, match="unsafe"):
        gateway.read(key)
