"""`{% idea_cards ideas %}`: the cards of a list, each drawn once while it says the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from agora.ui.drawn import drawn
from participation.contributions.models import Contribution
from participation.proposals.queries import with_photos

register = template.Library()
READ = 200  # of the text, more than the card shows


@register.simple_tag(takes_context=True)
def idea_cards(context: template.Context, words: Iterable[Contribution]) -> SafeString:
    """Draw the cards of ideas read `as_cards`."""
    card = context.template.engine.get_template("proposals/_card.html")  # type: ignore[union-attr]

    def draw(missing: list[Contribution]) -> list[str]:
        made = []
        for word in with_photos(missing):
            with context.push(word=word):
                made.append(str(card.render(context)))
        return made

    cards = drawn("idea", [(_shown(word), word) for word in words], draw)
    return mark_safe("".join(cards))  # noqa: S308  (each was escaped by its template)


def _shown(word: Contribution) -> tuple[Any, ...]:
    """Return everything the card depends on."""
    return (
        word.pk, word.title, word.body[:READ], word.author_kind, word.author_name,
        word.published_at, bool(word.occurred_on), word.proposal.answer_state,
        word.supports_count, word.comments_count, word.first_photo,  # type: ignore[attr-defined]
    )  # fmt: skip
