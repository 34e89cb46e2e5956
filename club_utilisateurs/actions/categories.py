"""Writes about shelves: facilitators put them up and rename them."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.text import slugify

from agora.action import action
from club_utilisateurs.models import Category
from club_utilisateurs.rules import facilitates

LONGEST_SLUG = 50


@action("category.added", rule=facilitates)
def add_category(*, actor: Any, name: str, description: str = "") -> Category:
    """Put a shelf up after the others; its address is made from its first name and stays."""
    last = Category.objects.aggregate(last=Max("position"))["last"]
    return Category.objects.create(
        slug=_free_slug(name),
        name=name,
        description=description,
        position=0 if last is None else last + 1,
    )


@action("category.described", rule=facilitates)
def describe_category(
    *, actor: Any, category: Category, name: str, description: str = ""
) -> Category:
    """Rename a shelf, or say better what stands on it."""
    category.name, category.description = name, description
    category.save(update_fields=["name", "description"])
    return category


def _free_slug(name: str) -> str:
    base = slugify(name)[:LONGEST_SLUG] or "rubrique"
    taken = set(Category.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
