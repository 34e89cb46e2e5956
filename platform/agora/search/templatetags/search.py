"""Words found, underlined where they stand."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from agora.search.fold import fold
from agora.search.queries import stems_of

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
