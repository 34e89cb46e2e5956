"""Photos re-drawn: no metadata left, upright, in a few widths light enough for a phone."""

import io
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from agora.files.checks import Checked, broken, hostile

WIDTHS = (480, 960, 1600)
PIXELS = 50_000_000
SIDE = 20_000
TALLEST = 3_200
WEIGHT = 120 * 1024
_QUALITIES = (82, 74, 66, 56, 46)
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
# Pillow itself refuses twice this; between the two it only warns, and we refuse.
Image.MAX_IMAGE_PIXELS = PIXELS
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError)


@dataclass(frozen=True)
class Drawn:
    """One width of a photo, in WebP."""

    width: int
    height: int
    content: bytes


def redraw(checked: Checked) -> list[Drawn]:
    """Return the photo in WebP, smallest width first; the largest is its reference size."""
    photo = _open(checked)
    drawn = [_draw(photo, min(width, photo.width)) for width in WIDTHS]
    return sorted({one.width: one for one in drawn}.values(), key=lambda one: one.width)


def _open(checked: Checked) -> Image.Image:
    """Decode within the pixel budget: the size is read before a single pixel is."""
    checked.content.seek(0)
    if checked.format.extension == "webp" and _webp_pixels(checked.content.read(30)) > PIXELS:
        raise hostile(checked.name)  # Pillow reserves the whole canvas as soon as it opens one
    checked.content.seek(0)
    try:
        photo = Image.open(checked.content, formats=_FORMATS)
        if photo.width * photo.height > PIXELS or max(photo.size) > SIDE:
            raise hostile(checked.name)
        photo.draft("RGB", (WIDTHS[-1] * 2, WIDTHS[-1] * 2))
        photo.load()
    except _BOMB as error:
        raise hostile(checked.name) from error
    except _BROKEN as error:
        raise broken(checked.name) from error
    return _plain(ImageOps.exif_transpose(photo))


def _webp_pixels(head: bytes) -> int:
    """Read the size in the header of the three kinds of WebP."""
    number = int.from_bytes
    if head[12:16] == b"VP8X":
        return (number(head[24:27], "little") + 1) * (number(head[27:30], "little") + 1)
    if head[12:16] == b"VP8L":
        bits = number(head[21:25], "little")
        return ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1)
    return (number(head[26:28], "little") & 0x3FFF) * (number(head[28:30], "little") & 0x3FFF)


def _plain(photo: Image.Image) -> Image.Image:
    """Bring to sRGB, with transparency only where there was some."""
    profile = photo.info.get("icc_profile")
    transparent = photo.mode in ("RGBA", "LA", "PA") or "transparency" in photo.info
    plain = photo.convert("RGBA" if transparent else "RGB")
    if profile and not transparent:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            plain = ImageCms.profileToProfile(plain, source, target) or plain
        except (ImageCms.PyCMSError, OSError):
            return plain  # a profile nobody can read changes nothing
    return plain


def _draw(photo: Image.Image, width: int) -> Drawn:
    """Draw one width, lighter and lighter until it fits, then smaller."""
    scale = min(width / photo.width, TALLEST / photo.height, 1)
    size = (max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))
    resized = photo if size == photo.size else photo.resize(size, reducing_gap=2.0)
    for quality in _QUALITIES:
        content = _webp(resized, quality)
        if len(content) <= WEIGHT:
            break
    else:
        if size[0] > WIDTHS[0]:
            return _draw(photo, int(size[0] * 0.8))
    return Drawn(width=size[0], height=size[1], content=content)


def _webp(photo: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    photo.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()
