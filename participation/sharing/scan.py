"""What in a text may tell of a person: mail addresses, phone numbers, names of the team.

Pure: it warns, a human decides. Letters are read as a person reads them (accents, wide forms and
invisible characters make no difference), so that nothing passes for being written oddly.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MAIL, PHONE, NAME = "mail", "phone", "name"

_AT = r"(?:@|\s?[(\[{]\s?(?:at|arobase|a)\s?[)\]}]\s?|\s(?:arobase)\s|&#64;|&#x40;|%40|&commat;)"
_MAIL = re.compile(
    rf"[a-z0-9._%+'-]{{1,64}}{_AT}[a-z0-9-]{{1,63}}(?:(?:\.|\s\.\s)[a-z0-9-]{{1,63}}){{1,5}}"
)
_GAP = r"[\s.\-/()]{0,3}"
_DATE = re.compile(r"(?<!\d)\d\d([/.-])\d\d\1(?:19|20)\d\d(?![/.-]?\d)")
_PHONE = re.compile(
    rf"(?<![\d+])(?:(?:\+|00)\d{{1,3}}(?:{_GAP}\d){{8,11}}|0{_GAP}[1-9](?:{_GAP}\d){{8}})(?!\d)"
)
_DASHES = dict.fromkeys("\u2010\u2011\u2013\u2014", "-")
_PLAIN = {"œ": "oe", "æ": "ae", "’": "'"} | _DASHES
_SHORTEST_SURNAME = 4


@dataclass(frozen=True)
class Found:
    """Something that may tell of a person, as it stands in the text between two places."""

    kind: str
    excerpt: str
    start: int
    end: int

    @property
    def mark(self) -> str:
        """What a confirmation bears: it holds for this very wording, wherever it stands."""
        return hashlib.sha256(f"{self.kind}:{self.excerpt}".encode()).hexdigest()[:16]


def findings(text: str, names: Iterable[str]) -> list[Found]:
    """List what may tell of a person in `text`, in its order; `names` are those of the team."""
    folded, places = _folded(text)
    spans = [(MAIL, *match.span()) for match in _MAIL.finditer(folded)]
    undated = _DATE.sub(lambda match: "_" * len(match[0]), folded)
    spans += [(PHONE, *match.span()) for match in _PHONE.finditer(undated)]
    for name in names:
        spans += [(NAME, *span) for span in _name_spans(name, folded, text, places)]
    found = [_found(kind, text, places[start], places[end - 1] + 1) for kind, start, end in spans]
    return _widest(found)


def _found(kind: str, text: str, start: int, end: int) -> Found:
    return Found(kind, text[start:end], start, end)


def _widest(found: list[Found]) -> list[Found]:
    """Drop what lies inside something longer: a surname in a full name, a name in an address."""
    kept: list[Found] = []
    for one in sorted(set(found), key=lambda item: (item.start, -item.end, item.kind)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept


def _name_spans(name: str, folded: str, text: str, places: list[int]) -> Iterable[tuple[int, int]]:
    words = [word for word in re.split(r"[\s\-]+", _folded(name)[0].strip()) if word]
    if len(words) < 2:
        return
    for order in (words, [*words[1:], words[0]]):
        joined = r"[\s\-]{1,3}".join(map(re.escape, order))
        yield from (match.span() for match in _word(joined).finditer(folded))
    surname = words[-1]
    if len(surname) >= _SHORTEST_SURNAME:
        for match in _word(re.escape(surname)).finditer(folded):
            if text[places[match.start()]].isupper():  # « M. Petit », not « un petit groupe »
                yield match.span()


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])")


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text without accents, case or invisible characters, and where each letter was."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in unicodedata.normalize("NFKD", char).lower():
            plain = _plain(letter)
            letters.append(plain)
            places.extend([place] * len(plain))
    return "".join(letters), places


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Mn", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    return _PLAIN.get(letter, letter)
