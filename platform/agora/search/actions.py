"""The one thing search writes."""

from datetime import date
from typing import Any

from django.db.models import F

from agora.action import action
from agora.search.models import FruitlessSearch
from agora.search.rules import can_note


@action("search.fruitless_noted", rule=can_note)
def note_fruitless(*, actor: Any, terms: str, on: date) -> FruitlessSearch:
    """Count words that found nothing, so that the town hears what is missing (S37)."""
    noted, created = FruitlessSearch.objects.get_or_create(day=on, terms=terms)
    if not created:
        FruitlessSearch.objects.filter(pk=noted.pk).update(count=F("count") + 1)
    return noted
