"""Meetings as an iCalendar file (RFC 5545): lines folded at 75 bytes, texts escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from participation.contributions.models import Contribution


def as_ics(words: Iterable[Contribution], host: str) -> str:
    """Return a calendar of these meetings; each is known by its reference."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Agora//FR", "CALSCALE:GREGORIAN"]
    for word in words:
        meeting = word.meeting
        ends = meeting.ends_at or meeting.starts_at + timedelta(hours=2)
        place = ", ".join(part for part in (meeting.venue, meeting.address) if part)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{word.reference}@{host}",
            f"DTSTAMP:{_stamp(word.edited_at or word.created_at)}",
            f"DTSTART:{_stamp(meeting.starts_at)}",
            f"DTEND:{_stamp(ends)}",
            f"SUMMARY:{_text(word.title)}",
            *([f"LOCATION:{_text(place)}"] if place else []),
            f"URL:https://{host}/reunions/{word.pk}/",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    for mark in ("\\", ";", ","):
        words = words.replace(mark, f"\\{mark}")
    return words.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Cut after at most 75 bytes, never inside a character."""
    parts, size, current = [], 0, ""
    for character in line:
        width = len(character.encode())
        if size + width > 74:
            parts.append(current)
            current, size = " ", 1
        current += character
        size += width
    return "\r\n".join([*parts, current])
