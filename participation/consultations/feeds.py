"""RSS and calendar files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agora.context import current_city
from participation.consultations.models import Consultation, Phase
from participation.consultations.registries import NewsItem, news

PER_FEED = 30


def rss(request: HttpRequest, consultations: Iterable[Consultation]) -> HttpResponse:
    """Published consultations, newest first."""
    items = [
        NewsItem(
            title=row.title,
            url=row.get_absolute_url(),
            at=row.published_at,
            text=row.summary or row.objective,
        )
        for row in consultations
        if row.published_at
    ]
    title = _("Concertations : %(city)s") % {"city": current_city().name}
    return _feed(request, title, "/concertations/", items)


def consultation_rss(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """What the slices above have to tell of one consultation."""
    items = [
        item
        for source in news.values()
        for item in source.items(consultations=[consultation], limit=PER_FEED)
    ]
    items.sort(key=lambda item: item.at, reverse=True)
    url = consultation.get_absolute_url()
    return _feed(request, consultation.title, url, items[:PER_FEED])


def _feed(request: HttpRequest, title: str, url: str, items: Sequence[NewsItem]) -> HttpResponse:
    feed = Rss201rev2Feed(
        title=title,
        link=request.build_absolute_uri(url),
        description=title,
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for item in items:
        link = request.build_absolute_uri(item.url)
        feed.add_item(
            title=item.title, link=link, description=item.text, pubdate=item.at, unique_id=link
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def ics(request: HttpRequest, consultation: Consultation, phases: list[Phase]) -> HttpResponse:
    """One event per step."""
    url = request.build_absolute_uri(consultation.get_absolute_url())
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Agora//FR", "CALSCALE:GREGORIAN"]
    for phase in phases:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{consultation.reference}-{phase.pk}",
            f"DTSTAMP:{_stamp(consultation.updated_at)}",
            f"DTSTART:{_stamp(phase.starts_at)}",
            *([f"DTEND:{_stamp(phase.ends_at)}"] if phase.ends_at else []),
            f"SUMMARY:{_escaped(f'{consultation.title} - {phase.title}')}",
            f"DESCRIPTION:{_escaped(phase.description)}",
            f"URL:{url}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    body = "".join(f"{_folded(line)}\r\n" for line in lines)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{consultation.slug}.ics"'
    return response


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text.replace("\r", "")


def _folded(line: str) -> str:
    """RFC 5545: at most 75 octets a line, the rest on lines that start with a space."""
    parts, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > 74:
            parts.append(current)
            current = ""
        current += letter
    return "\r\n ".join([*parts, current])
