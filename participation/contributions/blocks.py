"""What contributions show on pages below: figures, what is talked about, the map, answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from agora.rules import is_staff
from participation.consultations.freshness import for_a_minute
from participation.consultations.models import Consultation, Sector
from participation.consultations.queries import now_of
from participation.consultations.registries import NewsItem
from participation.contributions import queries, rules
from participation.contributions.models import Contribution


def figures(request: HttpRequest, consultation: Consultation) -> Mapping[str, Any] | None:
    """Contributions, supports, replies; nothing before the first word."""
    name = f"figures:{consultation.pk}:{is_staff(actor=request.user)}"
    found = for_a_minute(name, lambda: queries.figures_of(consultation, request.user), _sum)
    if not found["contributions"]:
        return None
    return {"figures": found, "weeks": _weeks_open(consultation)}


def _sum(counts: Mapping[Any, int]) -> int:
    return sum(counts.values())


def _weeks_open(consultation: Consultation) -> int:
    if consultation.starts_on is None or consultation.state != "open":
        return 0
    return (now_of(consultation).date() - consultation.starts_on).days // 7


def talked_about(request: HttpRequest, consultation: Consultation) -> Mapping[str, Any] | None:
    """The three words most supported and commented."""
    rows = queries.talked_about(request.user, consultation, limit=3)
    return {"rows": rows} if rows else None


def card_lines(consultations: Iterable[Consultation]) -> Mapping[int, str]:
    """« 214 contributions » under each card: one query."""
    pks = [one.pk for one in consultations]
    name = "words:" + "-".join(map(str, pks))
    counts = for_a_minute(name, lambda: queries.counts_by_consultation(pks), _sum)
    return {
        pk: ngettext("%(n)d contribution", "%(n)d contributions", n) % {"n": n}
        for pk, n in counts.items()
    }


def news(*, consultations: list[Consultation], limit: int) -> list[NewsItem]:
    """The last words and answers of these consultations."""
    words = queries.recent_in(consultations, limit)
    found = [
        NewsItem(
            title=str(word),
            url=queries.url_of(word),
            at=word.published_at or word.created_at,
            text=word.body[:300],
        )
        for word in words
    ]
    return found


# --- the home page ---------------------------------------------------------------------------


def answered(request: HttpRequest) -> Mapping[str, Any] | None:
    """« Vous avez dit, la ville a répondu »: the last answer in full, the next ones as links."""
    replies = queries.latest_replies(request.user, 4)
    return {"reply": replies[0], "others": replies[1:]} if replies else None


def neighbourhood(request: HttpRequest) -> Mapping[str, Any] | None:
    """« Dans votre quartier »: the map in five steps beside the same list."""
    sectors = list(Sector.objects.filter(parent__isnull=True))
    if len(sectors) < 2:
        return None
    since = _year_start(timezone.now())
    counts = for_a_minute("sectors", lambda: queries.counts_by_sector(since=since), _sum)
    url = reverse("consultations:list")
    return {
        "rows": [
            {
                "number": str(sector.number or rank),
                "name": sector.name,
                "value": counts.get(sector.pk, 0),
                "url": f"{url}?secteur={sector.pk}",
            }
            for rank, sector in enumerate(sectors, start=1)
        ]
    }


def _year_start(at: datetime) -> datetime:
    return timezone.localtime(at).replace(month=1, day=1, hour=0, minute=0, second=0)


def city_figures(request: HttpRequest) -> Mapping[str, Any] | None:
    """The city's four numbers."""
    return {"figures": for_a_minute("city", queries.city_figures, _sum)}


# --- under contributions ---------------------------------------------------------------------


def report_button(actor: Any, words: Sequence[Contribution]) -> Mapping[int, Mapping[str, Any]]:
    """A link to « Signaler »: no query."""
    return {word.pk: {} for word in words if rules.can_report(actor=actor, contribution=word)}


# --- « Mon espace » ----------------------------------------------------------------------------


def my_words(request: HttpRequest) -> dict[str, Any] | None:
    """The last things this person said, with what became of them; nothing before the first."""
    rows = list(queries.written_by(request.user)[:10])
    return {"rows": rows} if rows else None
