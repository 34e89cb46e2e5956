"""What meetings show on other pages: the agenda of the home page, dates of a consultation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from participation.consultations.models import Consultation
from participation.meetings.queries import coming, of_consultation


def next_meetings(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the three next meetings; nothing when there is none."""
    meetings = coming(request.user, at=timezone.now())
    return {"meetings": meetings} if meetings else None


def on_consultation(request: HttpRequest, consultation: Consultation) -> Mapping[str, Any] | None:
    """Return the meetings of a consultation, to come first."""
    now = timezone.now()
    rows = of_consultation(request.user, consultation)
    if not rows:
        return None
    ahead = [row for row in rows if row.meeting.starts_at >= now]
    past = [row for row in reversed(rows) if row.meeting.starts_at < now]
    return {"ahead": ahead, "past": past[:5]}
