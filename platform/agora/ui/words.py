"""Clean what people type: readable characters only, one way to write a line end."""

from __future__ import annotations

import re
import unicodedata

# Control characters but tab and line feed, and the marks that turn the reading direction round:
# they hide text from moderators and break tables, and no French keyboard types them by mistake.
UNREADABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_SPACES_AT_END = re.compile(r"[ \t\u00a0]+(?=\n)")
_MANY_LINES = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    """Several lines, cleaned: composed accents, plain line ends, nothing unreadable."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = UNREADABLE.sub("", text)
    return _MANY_LINES.sub("\n\n", _SPACES_AT_END.sub("", text)).strip()


def clean_line(text: str) -> str:
    """One line, cleaned: all white space becomes one space."""
    return " ".join(clean_text(text).split())
