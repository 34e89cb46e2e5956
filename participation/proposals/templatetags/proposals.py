"""`{% idea_card word %}`: the card of an idea, drawn once for as long as it says the same."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from django import template
from django.core.cache import caches
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from participation.contributions.models import Contribution

register = template.Library()
KEPT_FOR = 600
READ = 200  # of the text, more than the card shows


@register.simple_tag(takes_context=True)
def idea_card(context: template.Context, word: Contribution) -> SafeString:
    """Draw one card. It is kept under all that it shows: another word gives another card."""
    key = f"idea:{blake2b(repr(_shown(word)).encode(), digest_size=16).hexdigest()}"
    drawn: str | None = caches["local"].get(key)
    if drawn is None:
        engine = context.template.engine  # type: ignore[union-attr]
        with context.push(word=word):
            drawn = str(engine.get_template("proposals/_card.html").render(context))
        caches["local"].set(key, drawn, KEPT_FOR)
    return mark_safe(drawn)  # noqa: S308  (drawn by our template, which escapes)


def _shown(word: Contribution) -> tuple[Any, ...]:
    """Return everything the card depends on."""
    photos = [(one.file_id, one.caption) for one in list(word.attachments.all())[:1]]
    return (
        get_language(), timezone.localdate().year, word.pk, word.title, word.body[:READ],
        word.author_kind, word.author_name, word.published_at, bool(word.occurred_on),
        word.proposal.answer_state, word.supports_count, word.comments_count, photos,
    )  # fmt: skip
