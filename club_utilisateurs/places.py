"""Where things are read: the page of a post, and pages another part of the club may not serve."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

POSTS_PER_PAGE = 50


def page_of(number: int) -> int:
    """On which page of its topic a post stands."""
    return (max(1, number) - 1) // POSTS_PER_PAGE + 1


def topic_at(topic: int, number: int, anchor: str = "") -> str:
    """The address of a post in its topic; `anchor` names another place of that page."""
    page, there = page_of(number), place("topic", topic)
    return f"{there}{f'?page={page}' if page > 1 else ''}#{anchor or f'message-{number}'}"


@lru_cache(maxsize=4096)
def place(name: str, *arguments: Any) -> str:
    """The address of a page of the club, or nothing where it is not served."""
    try:
        return reverse(
            f"club_utilisateurs:{name}", args=arguments, urlconf=settings.HOUSE_URLCONFS["club"]
        )
    except NoReverseMatch:
        return ""
