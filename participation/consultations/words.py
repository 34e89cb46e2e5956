"""Dates and remaining days, in the town's words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from participation.consultations.references import city_zone


def local_day(moment: datetime) -> date:
    """The calendar day of a moment in the city."""
    return timezone.localtime(moment, city_zone()).date()


def day_words(day: date, *, year: bool = True) -> str:
    """« 1er septembre 2026 », « 7 septembre »."""
    number = _first(day.day)
    words = f"{number} {MONTHS[day.month]}"
    return f"{words} {day.year}" if year else words


def _first(number: int) -> str:
    if number == 1 and (get_language() or "fr").startswith("fr"):
        return "1er"
    return str(number)


def weekday_words(day: date) -> str:
    """« Jeudi 14 janvier 2027 »."""
    words = f"{date_format(day, 'l')} {day_words(day)}"
    return words[:1].upper() + words[1:]


def span_words(first: date, last: date | None, *, today: date) -> str:
    """« Du 7 au 20 septembre », the year only when it is not this one."""
    if last is None:
        return _("À partir du %(day)s") % {"day": day_words(first, year=first.year != today.year)}
    far = last.year != today.year or first.year != last.year
    end = day_words(last, year=far)
    if first == last:
        return _("Le %(day)s") % {"day": end}
    if (first.year, first.month) == (last.year, last.month):
        start = _first(first.day)
    else:
        start = day_words(first, year=first.year != last.year)
    return _("Du %(first)s au %(last)s") % {"first": start, "last": end}


def days_between(at: datetime, end: datetime) -> int:
    """Days that remain, today counted: 1 on the last day."""
    last = local_day(end - timedelta(seconds=1))
    return max(0, (last - local_day(at)).days + 1)


def small_number(number: int) -> str:
    """Small numbers in letters, as in a headline: « sept », then figures."""
    letters = (
        _("zéro"),
        _("une"),
        _("deux"),
        _("trois"),
        _("quatre"),
        _("cinq"),
        _("six"),
        _("sept"),
        _("huit"),
        _("neuf"),
        _("dix"),
    )
    return letters[number] if number < len(letters) else str(number)


def days_words(number: int) -> str:
    """« 18 jours », « 1 jour »."""
    return ngettext("%(n)d jour", "%(n)d jours", number) % {"n": number}
