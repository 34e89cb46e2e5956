"""Single cells of a Decidim export: text, dates, booleans, numbers, keys.

Source: the export serializers of Decidim 0.16 to 0.31 and the formula guard they apply.
"""

import html
import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

import nh3

GUARDED = ("'=", "'+", "'-", "'@")
_LINE_TAGS = re.compile(r"<\s*(?:br|/p|/div|/li|/h[1-6]|/tr|/ul|/ol)\b[^>]*>", re.IGNORECASE)
# Only tags that an editor writes: « x < y et z > w » is a sentence, not markup.
_LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|div|span|a|strong|em|b|i|u|ul|ol|li|h[1-6]|blockquote|img|iframe|table|tbody|tr|td|th"
    r"|script|style|hr|pre|code|sub|sup|font|figure|section)\b[^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);",
    re.IGNORECASE,
)
# C0 and C1 controls but tab and line feed; the bidirectional overrides can make a text lie.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_MANY_BREAKS = re.compile(r"\n{3,}")
_HASH_PAIR = re.compile(r'"(?P<key>[^"]+)"\s*=>\s*"(?P<value>(?:[^"\\]|\\.)*)"')
_STAMP = re.compile(
    r"^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"\s*(UTC|Z|[+-]\d{2}:?\d{2})?$"
)


def unguarded(cell: str) -> str:
    """Take off the quote that protects spreadsheets from formulas: one, and only before = + - @."""
    return cell[1:] if cell.startswith(GUARDED) else cell


def plain(cell: str) -> str:
    """Turn a text cell, plain or HTML, into clean plain text whose line breaks are kept."""
    text = unguarded(cell)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _LOOKS_LIKE_HTML.search(text):
        text = html.unescape(nh3.clean(_LINE_TAGS.sub("\n", text), tags=set()))
        text = _MANY_BREAKS.sub("\n\n", text)
    return _FORBIDDEN.sub("", text).strip()


def one_line(cell: str) -> str:
    """Turn a title cell into one clean line."""
    return " ".join(plain(cell).split())


@lru_cache(maxsize=64)
def _zone(offset: str) -> timezone:
    if offset in ("", "UTC", "Z"):
        return UTC
    sign = -1 if offset[0] == "-" else 1
    digits = offset[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def moment(cell: str) -> datetime | None:
    """Parse `2019-01-17 08:05:30 +0100` or `… UTC`; None for an empty cell; ValueError else."""
    if not cell.strip():
        return None
    found = _STAMP.match(cell.strip())
    if not found:
        day = datetime.strptime(cell.strip(), "%Y-%m-%d")
        return day.replace(tzinfo=UTC)
    year, month, day_, hour, minute, second, offset = found.groups()
    return datetime(
        int(year), int(month), int(day_), int(hour), int(minute), int(second or 0),
        tzinfo=_zone(offset or "UTC"),
    )  # fmt: skip


def truth(cell: str) -> bool:
    """Read a boolean cell; an empty one is false."""
    return cell.strip().lower() in ("true", "1", "t", "yes")


def whole(cell: str) -> int | None:
    """Read a whole number, None for an empty cell; ValueError when it is something else."""
    return int(cell) if cell.strip() else None


def coordinate(cell: str) -> float | None:
    """Read a latitude or longitude in degrees; None when it is empty or is no number."""
    try:
        return float(Decimal(cell.strip())) if cell.strip() else None
    except InvalidOperation:
        return None


def translated(cell: str, locale: str = "fr") -> str:
    """Read a name that may be Ruby hash text, `{"fr"=>"Mobilité"}`, in the wished locale."""
    pairs = {m["key"]: m["value"].replace('\\"', '"') for m in _HASH_PAIR.finditer(cell)}
    return (
        one_line(pairs.get(locale) or next(iter(pairs.values()), "")) if pairs else one_line(cell)
    )


@lru_cache(maxsize=4096)
def address(url: str) -> SplitResult:
    """Split an address; the scheme is of no matter, sites moved from http to https."""
    return urlsplit(url.strip())
