"""Reads: the debates of a module, one of them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from participation.consultations.models import Component
from participation.contributions.models import Contribution
from participation.contributions.queries import readable_by, settled, visible_to, with_component

KIND = "debate"


def debates_in(actor: Any, component: Component) -> QuerySet[Contribution]:
    """Return the questions of a module, the most answered first."""
    rows = visible_to(actor).filter(component=component, kind=KIND)
    return rows.select_related("debate", "author").order_by("-comments_count", "pk")


def debate_or_404(actor: Any, pk: int) -> Contribution:
    """Return one readable debate with all that its page shows."""
    found = (
        with_component(readable_by(actor))
        .filter(pk=pk, kind=KIND)
        .select_related("debate", "author", "consultation__department")
        .first()
    )
    if found is None or not hasattr(found, "debate"):
        raise Http404
    return settled(found)
