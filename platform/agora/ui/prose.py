"""A resident's plain text as paragraphs: everything escaped, links made by us."""

import re

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

_BREAKS = re.compile(r"\n{2,}")
_URL = re.compile(r"https?://[^\s<>\"'«»]+", re.IGNORECASE)
_BEFORE, _AFTER = re.compile(r" ([:;?!»])"), re.compile(r"(«) ")
_TAIL = ".,;:!?)]}’…"
LONGEST_SHOWN = 60


def paragraphs(text: str) -> SafeString:
    """Write `text` as paragraphs; a blank line parts them."""
    cleaned = str(text).replace("\r\n", "\n").replace("\r", "\n").strip("\n ")
    parts = [part.strip("\n") for part in _BREAKS.split(cleaned) if part.strip()]
    return mark_safe("".join(f"<p>{_lines(part)}</p>" for part in parts))  # noqa: S308  (escaped)


def unbroken(text: str) -> str:
    """Put the spaces French does not break: before « : ; ! ? » and inside quotation marks."""
    return _BEFORE.sub("\u00a0\\1", _AFTER.sub("\\1\u00a0", str(text)))


def _lines(part: str) -> str:
    return "<br>".join(linked(line) for line in part.split("\n"))


def linked(line: str) -> SafeString:
    """Escape a line and make its addresses links that give nobody our trust."""
    made, start = [], 0
    for found in _URL.finditer(line):
        url = found.group().rstrip(_TAIL)
        if "(" in url and found.group()[len(url) :].startswith(")"):
            url += ")"
        made += [escape(line[start : found.start()]), _link(url)]
        start = found.start() + len(url)
    made.append(escape(line[start:]))
    return mark_safe("".join(made))  # noqa: S308  (each part is escaped)


def _link(url: str) -> SafeString:
    shown = url.partition("://")[2].rstrip("/")
    if len(shown) > LONGEST_SHOWN:
        shown = shown[: LONGEST_SHOWN - 1] + "…"
    return format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', url, shown)
