"""Photos are redrawn: upright, light, without metadata, within a pixel budget."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agora.files.checks import check
from agora.files.images import TALLEST, WEIGHT, WIDTHS, redraw


def checked(content, name="photo.jpg"):
    return check(SimpleUploadedFile(name, content), "image")


def saved(image, format="JPEG", **options):
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def opened(drawn):
    return Image.open(io.BytesIO(drawn.content))


def noisy(size):
    return Image.effect_noise(size, 90).convert("RGB")


def test_a_large_photo_gets_three_widths():
    drawn = redraw(checked(saved(Image.new("RGB", (4000, 3000), "teal"))))

    assert [one.width for one in drawn] == list(WIDTHS)
    assert [(opened(one).format, opened(one).size) for one in drawn] == [
        ("WEBP", (480, 360)),
        ("WEBP", (960, 720)),
        ("WEBP", (1600, 1200)),
    ]


def test_a_small_photo_is_never_enlarged():
    drawn = redraw(checked(saved(Image.new("RGB", (300, 200), "teal"))))

    assert [(one.width, one.height) for one in drawn] == [(300, 200)]


def test_even_a_noisy_photo_weighs_little():
    drawn = redraw(checked(saved(noisy((2400, 1800)), quality=80)))

    assert max(len(one.content) for one in drawn) <= WEIGHT
    assert drawn[0].width == WIDTHS[0]


def test_a_very_tall_strip_keeps_its_proportions():
    drawn = redraw(checked(saved(Image.new("RGB", (500, 10_000), "teal"))))

    assert [(one.width, one.height) for one in drawn] == [(160, TALLEST)]


def test_the_place_where_a_photo_was_taken_is_gone_and_it_stands_upright():
    image = Image.new("RGB", (600, 400), "teal")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter to the right
    exif[0x010F] = "Appareil"
    exif.get_ifd(0x8825)[1] = "N"

    drawn = redraw(checked(saved(image, exif=exif)))

    assert drawn[-1].height > drawn[-1].width
    assert dict(opened(drawn[-1]).getexif()) == {}


def test_transparency_survives():
    drawn = redraw(checked(saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"), "a.png"))

    assert opened(drawn[0]).mode == "RGBA"


def test_a_picture_cut_short_is_said_to_be_broken():
    whole = saved(noisy((800, 600)))

    with pytest.raises(ValidationError) as caught:
        redraw(checked(whole[: len(whole) // 3]))
    assert caught.value.code == "broken"


def png_claiming(width, height):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(30_000, 30_000), (9_000, 9_000), (25_000, 10)])
def test_a_picture_that_claims_too_many_pixels_is_refused_before_it_is_decoded(size):
    with pytest.raises(ValidationError) as caught:
        redraw(checked(png_claiming(*size), "bombe.png"))
    assert caught.value.code == "hostile"


def test_a_huge_webp_canvas_is_refused_from_its_header():
    side = (16_383).to_bytes(3, "little")
    head = b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + side + side

    with pytest.raises(ValidationError) as caught:
        redraw(checked(head + b"\x00" * 20, "bombe.webp"))
    assert caught.value.code == "hostile"
