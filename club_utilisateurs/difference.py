"""What changed between two versions of a text, word by word, as `<ins>` and `<del>`.

Lines are compared first, words only inside those that changed: the work stays bounded whatever
is typed (two texts of 20,000 characters: tests/club_utilisateurs/test_difference.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

MOST_PAIRS = 4_000_000
"""Beyond this many pairs of equal words, a passage is shown as replaced whole."""
_WORDS = re.compile(r"\s+|[^\s]+")
Piece = tuple[str, str]


def pieces(before: str, after: str) -> Iterator[Piece]:
    """Yield ("same" | "gone" | "new", text), in reading order."""
    olds, news = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, old, new in _compared(olds, news):
        if kind == "replace" and not _too_dear(old, new):
            yield from _words(_WORDS.findall("".join(old)), _WORDS.findall("".join(new)))
        else:
            yield from _told(kind, "".join(old), "".join(new))


def difference(before: str, after: str) -> SafeString:
    """Write the two texts as one, everything escaped; readers of the page hear what changed."""
    marks = {
        "same": ("{1}", ""),
        "gone": ('<del><span class="vh">{0} </span>{1}</del>', _("retiré\u00a0:")),
        "new": ('<ins><span class="vh">{0} </span>{1}</ins>', _("ajouté\u00a0:")),
    }
    told = ((*marks[kind], _lines(text)) for kind, text in pieces(before, after))
    html = "".join(format_html(form, said, words) for form, said, words in told)
    return format_html("<p>{}</p>", mark_safe(html))  # noqa: S308  (each piece is escaped)


def _words(olds: Sequence[str], news: Sequence[str]) -> Iterator[Piece]:
    for kind, old, new in _compared(olds, news):
        yield from _told(kind, "".join(old), "".join(new))


def _compared(
    olds: Sequence[str], news: Sequence[str]
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    for kind, a, b, c, d in SequenceMatcher(None, olds, news).get_opcodes():
        yield kind, olds[a:b], news[c:d]


def _told(kind: str, old: str, new: str) -> Iterator[Piece]:
    if kind == "equal":
        yield "same", old
        return
    if old:
        yield "gone", old
    if new:
        yield "new", new


def _too_dear(olds: Sequence[str], news: Sequence[str]) -> bool:
    """Whether comparing word by word would cost too much: pairs of equal words tell."""
    return len("".join(olds)) * len("".join(news)) > MOST_PAIRS


def _lines(text: str) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.split("\n")))
