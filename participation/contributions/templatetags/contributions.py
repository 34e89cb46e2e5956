"""`{% word_bar contribution %}` and the city's reply, for every page that shows words."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from participation.contributions.models import Contribution
from participation.contributions.queries import url_of, with_buttons

register = template.Library()


@register.simple_tag(takes_context=True)
def word_bar(context: template.Context, contribution: Contribution) -> SafeString:
    """Draw the buttons under a contribution; lists call `with_buttons` first, once."""
    request = context["request"]
    if not hasattr(contribution, "word_bar"):
        with_buttons(request.user, [contribution])
    engine = context.template.engine  # type: ignore[union-attr]
    drawn = []
    for name, words in contribution.word_bar:  # type: ignore[attr-defined]
        # The page's own context: a hundred comments must not run the context processors again.
        with context.push(contribution=contribution, **words):
            drawn.append(engine.get_template(name).render(context))
    # Each part was escaped by its own template.
    return mark_safe("".join(drawn))  # noqa: S308


@register.inclusion_tag("contributions/_official_reply.html")
def official_reply(contribution: Contribution) -> dict[str, Any]:
    """Draw the city's answer, or nothing."""
    return {
        "reply": getattr(contribution, "official_reply", None),
        "contribution": contribution,
    }


@register.inclusion_tag("contributions/_placeholder.html")
def placeholder(contribution: Contribution) -> dict[str, Any]:
    """Draw what stands for hidden, withdrawn or merged words."""
    return {"contribution": contribution}


@register.filter
def word_url(contribution: Contribution) -> str:
    """The page of a contribution."""
    return url_of(contribution)
