"""Rich text of the team: few tags, cleaned on entry, French spacing put right."""

import re

import nh3

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["https", "http", "mailto", "tel"]},
    "HardBreak": True,
    "History": True,
}
"""What the editor offers: no more than what `clean` lets through."""

_TAGS = {"p", "h2", "h3", "strong", "em", "b", "i", "ul", "ol", "li", "blockquote", "a", "br"}
_ATTRIBUTES = {"a": {"href", "title"}}
_SCHEMES = {"https", "http", "mailto", "tel"}
_EMPTY = re.compile(r"\A(?:\s|&nbsp;|<br>|</?p>)*\Z")
_BLOCKS = re.compile(r"<(?:p|h2|h3|ul|ol|blockquote)\b", re.IGNORECASE)
_BEFORE = re.compile(r"(?<=\S) (?=[:;!?»](?:\s|<|$))")
_AFTER = re.compile(r"(?<=«) ")


def clean(html: str) -> str:
    """Keep the tags we draw; a text typed without any (no script) becomes paragraphs."""
    if not _BLOCKS.search(html):
        html = _paragraphs(html)
    cleaned = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener"
    ).strip()
    if _EMPTY.match(cleaned):
        return ""
    return french_spaces(cleaned.replace("&nbsp;", "\u00a0"))


def french_spaces(text: str) -> str:
    """Put the no-break spaces French wants before `: ; ! ? »` and after `«`."""
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text))


def _paragraphs(text: str) -> str:
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{block.strip()}</p>".replace("\n", "<br>") for block in blocks if block)
