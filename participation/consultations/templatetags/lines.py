"""Small tools of the slice's templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def text_lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip(" \t-–•") for line in text.splitlines() if line.strip(" \t-–•")]


@register.simple_tag(takes_context=True)
def part(context: template.Context, name: str, words: Mapping[str, Any]) -> SafeString:
    """Draw a block of another slice with its own words, and the page's subject."""
    whole = {"consultation": context.get("consultation"), "house": context.get("house"), **words}
    return render_to_string(name, whole, request=context["request"])
