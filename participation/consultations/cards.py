"""Consultations as cards: badge, days left, and the lines of the slices above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from participation.consultations import page, rules, words
from participation.consultations.models import Consultation, State
from participation.consultations.registries import lines


@dataclass(frozen=True)
class Card:
    """One card."""

    consultation: Consultation
    badge: page.Badge
    days: int | None
    line: str
    dates: str


def cards(rows: Iterable[Consultation], at: datetime) -> list[Card]:
    """Draw a list: one query per registered line, whatever the length."""
    found = list(rows)
    texts: dict[int, list[str]] = {}
    for line in lines.values():
        for pk, text in line.bulk(found).items():
            texts.setdefault(pk, []).append(text)
    return [
        Card(
            consultation=row,
            badge=page.badge_of(row),
            days=_days(row, at),
            line=", ".join(texts.get(row.pk, [])),
            dates=_dates(row, at),
        )
        for row in found
    ]


def _days(consultation: Consultation, at: datetime) -> int | None:
    end = rules.day_end(consultation.ends_on)
    if consultation.state != State.OPEN or end is None:
        return None
    return words.days_between(at, end)


def _dates(consultation: Consultation, at: datetime) -> str:
    if consultation.starts_on is None:
        return ""
    return words.span_words(consultation.starts_on, consultation.ends_on, today=words.local_day(at))
