"""The bar of stands, with the sentence that says it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.comments.models import Alignment

register = template.Library()


@register.inclusion_tag("comments/stands.html")
def stands(tally: dict[int, int]) -> dict[str, Any]:
    """Draw how many are for, against, or neither: who ticks nothing counts with the neutral."""
    neutral = tally.get(Alignment.NEUTRAL, 0)
    counts = [
        (3, tally.get(Alignment.FOR, 0), _("pour")),
        (5, neutral, ngettext("neutre ou sans avis", "neutres ou sans avis", neutral)),
        (2, tally.get(Alignment.AGAINST, 0), _("contre")),
    ]
    total = sum(n for _tone, n, _label in counts)
    parts, at = [], 0.0
    for tone, number, label in counts:
        width = 100 * number / total if total else 0
        parts.append(
            {"tone": tone, "n": number, "label": label, "x": f"{at:.1f}%", "w": f"{width:.1f}%"}
        )
        at += width
    say = ngettext(
        "%(yes)d pour, %(neutral)d neutre ou sans avis et %(no)d contre.",
        "%(yes)d pour, %(neutral)d neutres ou sans avis et %(no)d contre.",
        neutral,
    ) % {"yes": counts[0][1], "neutral": neutral, "no": counts[2][1]}
    return {"parts": parts, "say": say}
