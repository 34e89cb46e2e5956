"""Words found, underlined where they stand."""

import re
from collections.abc import Iterable

from django import template
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from agora.search.fold import fold
from agora.search.queries import Hit, stems_of
from agora.ui.drawn import drawn

register = template.Library()
_WORD = re.compile(r"(\w{3,})")


@register.filter
def marked(text: str, terms: str) -> SafeString:
    """Wrap in <mark> the words of `text` that begin like one of the words looked for."""
    stems = stems_of(terms)
    if not stems:
        return escape(text)
    parts = [
        f"<mark>{escape(part)}</mark>" if fold(part).startswith(stems) else escape(part)
        for part in _WORD.split(text)
    ]
    return mark_safe("".join(parts))  # noqa: S308  every part is escaped above


@register.simple_tag
def hits_drawn(hits: Iterable[Hit], terms: str) -> SafeString:
    """Draw the lines of the results, each once for the words looked for."""
    line = get_template("search/_hit.html")

    def draw(missing: list[Hit]) -> list[str]:
        return [line.render({"hit": hit, "terms": terms}) for hit in missing]

    lines = drawn("hit", [((hit, terms), hit) for hit in hits], draw)
    return mark_safe("".join(lines))  # noqa: S308  (each was escaped by its template)
