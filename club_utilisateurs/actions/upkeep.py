"""What the club does by itself: forgetting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from agora.action import action
from club_utilisateurs.models import Draft
from club_utilisateurs.rules import machine_only

DRAFT_KEPT = timedelta(days=90)


@action("talk_draft.forgotten", rule=machine_only)
def forget_drafts(*, actor: Any, at: datetime) -> int:
    """Forget drafts nobody touched for a season; return how many."""
    dropped, _rows = Draft.objects.filter(updated_at__lt=at - DRAFT_KEPT).delete()
    return dropped
