"""Words that leave and come in with a blueprint: plain text, whatever somebody put in them.

`plain` changes nothing of what it made itself, so that a set-up taken up and given again is the
same to the byte. Tags go, their words stay; `{{ … }}` is text like any other, evaluated by nobody.
"""

import html
import re
import unicodedata

import nh3

_UNREADABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_SPACES_AT_END = re.compile(r"[ \t\u00a0]+(?=\n)")
_MANY_LINES = re.compile(r"\n{3,}")
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|li|h[1-6]|div|ul|ol|blockquote|tr)\s*>", re.IGNORECASE)
_ROUNDS = 8


def plain(text: str, most: int = 100_000) -> str:
    """Return the words of a text without any tag, control or direction character."""
    for _round in range(_ROUNDS):
        cleaned = _untagged(_readable(text))[:most].strip()
        if cleaned == text:
            return text
        text = cleaned
    return _readable(text.replace("<", ""))  # wrapped in itself many times: no accident


def plain_line(text: str, most: int = 200) -> str:
    """Return the same on one line."""
    before = None
    while before != text:
        before, text = text, " ".join(plain(text, most).split())[:most].strip()
    return text


def _readable(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _UNREADABLE.sub("", text)
    return _MANY_LINES.sub("\n\n", _SPACES_AT_END.sub("", text)).strip()


def _untagged(text: str) -> str:
    if not nh3.is_html(text):
        return text
    bare = nh3.clean(
        _BREAKS.sub("\n", text), tags=set(), clean_content_tags={"script", "style", "template"}
    )
    return html.unescape(bare)
