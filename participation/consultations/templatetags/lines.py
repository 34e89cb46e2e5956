"""Small tools of the slice's templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def text_lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip(" \t-–•") for line in text.splitlines() if line.strip(" \t-–•")]


@register.simple_tag(takes_context=True)
def part(context: template.Context, name: str, words: Mapping[str, Any]) -> SafeString:
    """Draw a block of another slice with its own words, and the page's subject."""
    engine = context.template.engine  # type: ignore[union-attr]
    # The page's own context: its processors are not run again for each block.
    with context.push(**words):
        return engine.get_template(name).render(context)
