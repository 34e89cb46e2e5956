"""Where comments are read: on the page of what they answer, as its address asks."""

from __future__ import annotations

from django.http import HttpRequest

from participation.comments import queries
from participation.contributions.models import Contribution
from participation.contributions.queries import url_of

MOST_THREADS = 400


def anchor_of(word: Contribution) -> str:
    """Return the address of a comment."""
    return f"{url_of(word.comment.target)}#c{word.pk}"


def with_talk(request: HttpRequest, word: Contribution) -> Contribution:
    """Read what is said under these words, as `?avis=`, `?ordre=` and `?suite=` ask.

    The buttons of the words and those of the comments are read together.
    """
    asked = request.GET
    more = asked.get("suite", "")
    word.talk = queries.conversation(  # type: ignore[attr-defined]
        request.user,
        word,
        stand=asked.get("avis", ""),
        order=asked.get("ordre", ""),
        first=min(int(more), MOST_THREADS) if more.isdecimal() and more != "0" else queries.THREADS,
    )
    return word
