"""What the club does by itself: forgetting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from agora.action import action
from club_utilisateurs.models import Draft, PassUse
from club_utilisateurs.rules import machine_only

PASS_KEPT = timedelta(days=1)
"""A pass opens nothing after a minute: a day is ample."""
DRAFT_KEPT = timedelta(days=90)


@action("club.purged", rule=machine_only)
def purge(*, actor: Any, at: datetime) -> None:
    """Forget used passes of yesterday and drafts nobody touched for a season."""
    PassUse.objects.filter(used_at__lt=at - PASS_KEPT).delete()
    Draft.objects.filter(updated_at__lt=at - DRAFT_KEPT).delete()
