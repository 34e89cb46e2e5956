"""Where a comment is read: on the page of what it answers, at its own anchor."""

from __future__ import annotations

from participation.contributions.models import Contribution
from participation.contributions.queries import url_of


def anchor_of(word: Contribution) -> str:
    """Return the address of a comment."""
    return f"{url_of(word.comment.target)}#c{word.pk}"
