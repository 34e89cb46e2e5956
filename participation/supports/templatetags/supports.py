"""`{% main_button word %}`: the button of the bar at the bottom of a phone."""

from __future__ import annotations

from typing import Any

from django import template

from participation.contributions.models import Contribution
from participation.supports.buttons import under_contributions

register = template.Library()
TEMPLATE = "supports/button.html"


@register.inclusion_tag(TEMPLATE, takes_context=True)
def main_button(context: Any, word: Contribution) -> dict[str, Any]:
    """Draw « Je soutiens »; nothing when supporting is closed."""
    if hasattr(word, "word_bar"):  # its buttons are known: `with_buttons` has asked
        drawn = dict(word.word_bar).get(TEMPLATE)
    else:
        drawn = under_contributions(context["request"].user, [word]).get(word.pk)
    return {
        "contribution": word,
        "in_bar": True,  # on a phone the page leaves its own button to the bar
        "csrf_token": context.get("csrf_token"),
        **(drawn or {"off": True}),
    }
