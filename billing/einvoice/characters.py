"""Characters that a legal document may not hold: invisible ones, and those no font of ours has.

Invisible ones reorder or hide what a person reads and a machine keeps. The fonts inside typst
draw Latin, Greek and Cyrillic; PDF/A refuses a page with a glyph missing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import Enum

_RANGES = ((0x20, 0x24F), (0x300, 0x345), (0x370, 0x47F), (0x48A, 0x4FF), (0x1E00, 0x1EFF))
_SIGNS = frozenset(  # hyphens, dashes, quotation marks, dots, arrows and signs of a French text
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2018\u2019\u201a\u201c\u201d\u201e\u2020\u2021\u2022\u2026"
    "\u2030\u2032\u2033\u2039\u203a\u2044\u20ac\u2116\u2122\u2190\u2191\u2192\u2193\u2212\u2248\u2260"
    "\u2264\u2265\u2009\u202f"
)


class Stray(Enum):
    INVISIBLE = "invisible-character"
    UNPRINTABLE = "unprintable-character"


def strays(text: str, *, several_lines: bool) -> Iterator[tuple[int, Stray]]:
    """Each character to remove, as (position counted from 1, why)."""
    for position, character in enumerate(text, start=1):
        if several_lines and character == "\n":
            continue
        category = unicodedata.category(character)
        if category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
            yield position, Stray.INVISIBLE
        elif not _is_drawn(character):
            yield position, Stray.UNPRINTABLE


def _is_drawn(character: str) -> bool:
    code = ord(character)
    return character in _SIGNS or any(first <= code <= last for first, last in _RANGES)
