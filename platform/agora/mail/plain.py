"""The text part of a letter, made from its page so that both say the same."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "table", "tr", "div", "blockquote", "hr", "br"]
)
_SILENT = frozenset(["head", "style", "script", "title"])
_VOID = frozenset(["br", "hr", "img", "meta", "link", "input"])
_SPACES = re.compile(r"[ \t\r\n]+")
_GAPS = re.compile(r"\n{3,}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.title = ""
        self._silence: list[str] = []
        self._link = ""
        self._label: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._silence or tag in _SILENT or "hidden" in given or "data-page-only" in given:
            self._in_title = tag == "title"
            if tag not in _VOID:
                self._silence.append(tag)
            return
        if tag == "a":
            self._link, self._label = given.get("href") or "", []
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n" if tag in ("br", "tr") else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if self._silence:
            self._in_title = False
            while self._silence and self._silence.pop() != tag:
                pass
            return
        if tag == "a" and self._link:
            label = "".join(self._label).strip()
            if self._link.startswith(("http:", "https:", "mailto:")) and label != self._link:
                self.parts.append(f"\u00a0: {self._link}" if label else self._link)
            self._link = ""
        elif tag in _BLOCKS and tag not in ("li", "td", "tr"):
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        if self._silence:
            return
        words = _SPACES.sub(" ", data)
        if self._link:
            self._label.append(words)
        self.parts.append(words)


def plain_text(html: str) -> str:
    """Say in text what the page says; links are written out."""
    lines = (line.strip(" ") for line in "".join(_read(html).parts).split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip() + "\n"


def title_of(html: str) -> str:
    """Return the title of the page: the subject of the letter."""
    return _read(html).title.strip()


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader
