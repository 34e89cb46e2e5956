"""The picture tag."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agora.files.actions import store
from agora.files.templatetags.files import picture
from agora.rules import SYSTEM


@pytest.fixture
def park(city, tmp_path, monkeypatch):
    """A photo a thousand pixels wide."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    out = io.BytesIO()
    Image.new("RGB", (1000, 800), "teal").save(out, "JPEG")
    upload = SimpleUploadedFile("parc.jpg", out.getvalue())
    return store(actor=SYSTEM, upload=upload, alt='Le "parc"')


def test_an_image_keeps_its_place_and_lists_its_widths(park):
    html = picture(park, "50vw")

    assert 'width="1000" height="800"' in html
    assert html.count("w,") == 2
    assert 'sizes="50vw"' in html
    assert 'alt="Le &quot;parc&quot;"' in html


def test_an_image_loads_late_unless_told(park):
    assert 'loading="lazy"' in picture(park)
    assert "loading" not in picture(park, eager=True)


def test_words_and_class_may_be_given(park):
    assert 'alt=""' in picture(park, alt="")
    assert 'class="cover"' in picture(park, css="cover")


def test_nothing_is_drawn_without_an_image():
    assert picture(None) == ""
