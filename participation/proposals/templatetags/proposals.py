"""Cards of ideas, and the page of one, each part drawn once while it says the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from agora.ui.drawn import TOKEN, drawn, with_token
from agora.ui.maps import shown
from participation.contributions.models import Contribution
from participation.proposals.queries import Step, with_photos

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


@register.simple_tag(takes_context=True)
def idea_whole(context: template.Context, word: Any, life: list[Step]) -> dict[str, SafeString]:
    """Draw an idea read by `proposal_or_404`: `told`, its words and its life, then `answer`."""
    words = {
        "word": word,
        "proposal": word.proposal,
        "life": life,
        "reply": getattr(word, "official_reply", None),
        "can_answer": context["can_answer"],
    }
    engine = context.template.engine  # type: ignore[union-attr]

    def draw(names: list[str]) -> list[str]:
        with context.push(csrf_token=TOKEN, **words):
            return [
                str(engine.get_template(f"proposals/_{name}.html").render(context))
                for name in names
            ]

    told = (_told(word), life, _pin(word), words["can_answer"])
    parts = drawn("idea-page", [(told, "told"), (_answer(words["reply"]), "answer")], draw)
    return {"told": with_token(parts[0], context), "answer": parts[1]}


def _told(word: Any) -> tuple[Any, ...]:
    """Return everything the words, the photos and the buttons of an idea depend on."""
    return (
        word.pk, word.reference, word.title, word.body, word.author_kind, word.author_name,
        word.published_at, word.occurred_on, word.place_label, str(word.sector or ""),
        word.merged_into_id and word.merged_into.title, word.status, word.hidden_article,
        word.is_hidden, word.supports_count, word.follows_count, word.extra.get("announced"),
        word.proposal.answer_state, word.word_bar,
        [(photo.file_id, photo.caption) for photo in word.photos],
    )  # fmt: skip


def _pin(word: Any) -> Any:
    """Return what the point on the map depends on: nothing without a point."""
    if word.latitude is None:
        return None
    number = word.sector.number if word.sector else ""
    return shown.point(shown.of_the_city(), word.latitude, word.longitude, number or "")


def _answer(reply: Any) -> tuple[Any, ...]:
    """Return everything the city's answer depends on."""
    if reply is None:
        return ("no answer",)
    return (reply.pk, reply.body, str(reply.department or ""), reply.signature, reply.published_at)
