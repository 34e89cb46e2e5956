"""Names after an « @ »: found in a text, and drawn as links.

    drawn(post.body, [Named("Nanterre-sur-Fil", "/annuaire/3/")])

A name is the longest known one that follows the sign, case, accents, hyphens and the shape of the
apostrophe aside: « @nanterre sur fil » is Nanterre-sur-Fil. A sign inside an address names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from agora.search.fold import fold
from agora.ui.prose import paragraphs

MOST = 50
"""Beyond this many signs in one text, the rest names nobody: a post is no mailing list."""
LONGEST = 120
_SIGN = re.compile(r"(?:(?<=[\s(\[«»\"'’“,;:—–-])|\A)@(?=\w)")
_WORD_END = re.compile(r"\w(?!\w)")
_MARKS = re.compile("[\x02\x03]")

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Named:
    """Who or what a post names: the name as it is known, and where it leads (or nowhere)."""

    name: str
    url: str = ""


def plain(name: str) -> str:
    """Flatten a name, so that two ways of writing it meet; `queries.mentions` does it in SQL."""
    return fold(name).replace("’", "'").replace("-", " ")


def candidates(text: str) -> set[str]:
    """Return all that a sign of this text might name, flattened."""
    return {plain(name) for _start, names in _signs(text) for _end, name in names}


def found(text: str, known: Mapping[str, Thing]) -> Iterator[tuple[int, int, Thing]]:
    """Yield where each known name stands, sign included; `known` is keyed by flattened names."""
    for start, names in _signs(text):
        for end, name in names:
            if (thing := known.get(plain(name))) is not None:
                yield start, end, thing
                break


def drawn(text: str, named: Iterable[Named]) -> SafeString:
    """Write a text as paragraphs, everything escaped, with links to those it names."""
    known = {plain(one.name): one for one in named}
    text = _MARKS.sub("", str(text))
    if not known:
        return paragraphs(text)
    links: list[SafeString] = []
    pieces, last = [], 0
    for start, end, one in found(text, known):
        links.append(_link(text[start:end], one))
        pieces += [text[last:start], f"\x02{len(links) - 1}\x03"]
        last = end
    html = paragraphs("".join([*pieces, text[last:]]))
    put = re.sub("\x02(\\d+)\x03", lambda place: links[int(place[1])], html)
    return mark_safe(put)  # noqa: S308  (paragraphs and links have escaped)


def _signs(text: str) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """Yield where each sign is, with the names it may begin, longest first, and their ends."""
    for number, sign in enumerate(_SIGN.finditer(text)):
        if number == MOST:
            return
        after = text[sign.end() : sign.end() + LONGEST + 1].partition("\n")[0]
        ends = [word.end() for word in _WORD_END.finditer(after) if word.end() <= LONGEST]
        yield sign.start(), [(sign.end() + end, after[:end]) for end in reversed(ends)]


def _link(shown: str, one: Named) -> SafeString:
    if not one.url:
        return format_html("<b>{}</b>", shown)
    return format_html('<a href="{}">{}</a>', one.url, shown)
