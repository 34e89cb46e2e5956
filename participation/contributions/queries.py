"""Reads: which words one may see, one of them, and what is drawn under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum, Value
from django.db.models.functions import Lower, Now
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agora.accounts.queries import people
from agora.context.models import joined
from agora.rules import is_person, is_staff
from agora.search.vector import words_query
from participation.consultations.models import Consultation
from participation.consultations.queries import PLACE
from participation.consultations.spans import opened, spans
from participation.contributions.models import (
    Contribution,
    OfficialReply,
    Origin,
    Report,
    Status,
)
from participation.contributions.registries import buttons, kinds
from participation.pages.queries import articles


def _said(actor: Any) -> QuerySet[Contribution]:
    """Everything said where `actor` may go, drafts apart."""
    rows = Contribution.objects.exclude(status=Status.DRAFT)
    if is_staff(actor=actor):
        return rows
    return rows.filter(consultation__published_at__isnull=False)


def visible_to(actor: Any) -> QuerySet[Contribution]:
    """Published words that are not hidden: what lists, figures and searches are made of."""
    rows = Contribution.objects.filter(status=Status.PUBLISHED, hidden_at__isnull=True)
    return rows if is_staff(actor=actor) else rows.filter(consultation__published_at__isnull=False)


def readable_by(actor: Any) -> QuerySet[Contribution]:
    """What has a page: also hidden, withdrawn and merged words (shown as placeholders)."""
    rows = _said(actor)
    if is_person(actor):
        rows |= Contribution.objects.filter(status=Status.DRAFT, author=actor.pk)
    return rows


def may_read(actor: Any, word: Contribution) -> bool:
    """The same asked of words already read with their consultation: whether they have a page."""
    if word.status == Status.DRAFT:
        return is_person(actor) and word.author_id == actor.pk
    return is_staff(actor=actor) or word.consultation.published_at is not None


def written_by(actor: Any) -> QuerySet[Contribution]:
    """What a person said, hidden and withdrawn words too: for their own eyes."""
    mine = Contribution.objects.filter(author=actor.pk).exclude(status=Status.DRAFT)
    return mine.select_related("consultation", "official_reply").order_by("-created_at", "-pk")


# What no page of residents shows of words.
UNSEEN = (
    "origin", "entered_by", "created_at", "edited_at", "identity_level", "hidden_reason",
    "reports_count", "shuffle", "source", "source_reference", "search",
)  # fmt: skip


def with_component(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Read the module, when it opens and the clock with the words: rules then ask nothing more."""
    rows = joined(rows, component="consultation kind title settings", consultation=PLACE)
    return rows.annotate(clock=Now(), spans=spans("component"))


def settled(word: Contribution) -> Contribution:
    """Hand the consultation, the openings and the clock of `with_component` to the module."""
    module = opened(word.component, word.spans)  # type: ignore[attr-defined]
    module.consultation = word.consultation
    module.clock = word.clock  # type: ignore[attr-defined]
    return word


def target_or_404(actor: Any, pk: int) -> Contribution:
    """One readable contribution to act upon (support, comment, follow): what rules ask of it."""
    rows = with_component(Contribution.objects.filter(pk=pk)).defer(*UNSEEN)
    return settled(readable_or_404(actor, rows))


def readable_or_404(actor: Any, rows: QuerySet[Contribution]) -> Any:
    """The one of these rows, if it has a page for `actor`: `readable_by`, asked after the read."""
    found = rows.first()
    if found is None or not may_read(actor, found):
        raise Http404
    return found


def contribution_or_404(actor: Any, pk: int) -> Contribution:
    """One readable contribution with its author, its place in the site and the city's reply."""
    rows = with_component(readable_by(actor)).select_related(
        "author",
        "consultation__department",
        "sector",
        "official_reply__department",
    )
    return settled(get_object_or_404(rows, pk=pk))


def findable(actor: Any, kind: str) -> QuerySet[Contribution]:
    """The visible words of a kind, with what a line of search results shows of them."""
    return visible_to(actor).filter(kind=kind).only("kind", "title", "body", "published_at")


def counted(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Keep the kinds that enter the public figure."""
    return rows.filter(kind__in=[key for key, kind in kinds.items() if kind.counts])


def by_reference(actor: Any, reference: str) -> Contribution | None:
    """Find words by their reference, or by the one of the site they came from."""
    wanted = reference.lower()
    return (
        readable_by(actor)
        .annotate(own=Lower("reference"), former=Lower("source_reference"))
        .filter(Q(own=wanted) | Q(former=wanted))
        .first()
    )


def url_of(contribution: Contribution) -> str:
    """The page of a contribution, told by its kind; its consultation's when nobody draws it."""
    if contribution.kind in kinds:
        return kinds.get(contribution.kind).url(contribution)
    return contribution.consultation.get_absolute_url()


def reply_url_of(contribution: Contribution) -> str:
    """Where the team answers it: the tool's page when it has one."""
    own = kinds.get(contribution.kind).reply_url if contribution.kind in kinds else None
    return (
        own(contribution) if own else reverse("contributions_staff:reply", args=[contribution.pk])
    )


def with_buttons(actor: Any, contributions: Iterable[Contribution]) -> list[Contribution]:
    """Prepare `{% word_bar %}` for a whole list: one query per button, whatever its length."""
    rows = list(contributions)
    drawn: list[tuple[str, Mapping[int, Any]]] = [
        (button.template, button.bulk(actor, rows)) for button in buttons.values()
    ]
    for row in rows:
        row.word_bar = [  # type: ignore[attr-defined]
            (template, words[row.pk]) for template, words in drawn if words.get(row.pk) is not None
        ]
    return rows


# --- figures -------------------------------------------------------------------------------


def figures_of(consultation: Consultation, actor: Any) -> dict[str, int]:
    """What a consultation gathered: two queries, whatever the volume."""
    said = counted(visible_to(actor).filter(consultation=consultation))
    total = said.aggregate(
        contributions=Count("pk"),
        at_workshops=Count("pk", filter=Q(origin=Origin.WORKSHOP)),
        supports=Sum("supports_count", default=0),
        replies=Count("official_reply"),
    )
    return {key: value or 0 for key, value in total.items()}


def counts_by_consultation(pks: Sequence[int]) -> dict[int, int]:
    """How many counted contributions each consultation holds: one query."""
    said = Contribution.objects.filter(
        status=Status.PUBLISHED, hidden_at__isnull=True, consultation__in=pks
    )
    rows = counted(said).order_by().values("consultation").annotate(n=Count("pk"))
    return {row["consultation"]: row["n"] for row in rows}


def counts_by_sector(*, since: datetime) -> dict[int, int]:
    """Counted contributions per sector since then: the map of the home page."""
    said = Contribution.objects.filter(
        status=Status.PUBLISHED, hidden_at__isnull=True, published_at__gte=since
    )
    by_own = counted(said).order_by().values("sector", "consultation__sector")
    found: dict[int, int] = {}
    for row in by_own.annotate(n=Count("pk")):
        if sector := row["sector"] or row["consultation__sector"]:
            found[sector] = found.get(sector, 0) + row["n"]
    return found


def talked_about(actor: Any, consultation: Consultation, limit: int) -> list[Contribution]:
    """Counted words with the most supports, then comments: one query."""
    rows = counted(visible_to(actor).filter(consultation=consultation))
    rows = rows.filter(Q(supports_count__gt=0) | Q(comments_count__gt=0))
    rows = rows.select_related("author", "official_reply")
    return list(rows.order_by("-supports_count", "-comments_count", "-pk")[:limit])


def recent_in(consultations: Sequence[Consultation], limit: int) -> list[Contribution]:
    """The last words everybody may read in these consultations."""
    rows = Contribution.objects.filter(
        status=Status.PUBLISHED, hidden_at__isnull=True, consultation__in=consultations
    ).select_related("consultation", "component")
    return list(counted(rows).order_by("-published_at")[:limit])


def city_figures() -> dict[str, int]:
    """The city's numbers: counted words, those noted at workshops, answers, consultations."""
    said = Contribution.objects.filter(status=Status.PUBLISHED, hidden_at__isnull=True)
    figures = counted(said).aggregate(
        contributions=Count("pk"),
        at_workshops=Count("pk", filter=Q(origin=Origin.WORKSHOP)),
        replies=Count("official_reply"),
    )
    return {**figures, **_people_and_consultations()}


def _people_and_consultations() -> dict[str, int]:
    """Two counts in one query."""
    held = Consultation.objects.filter(published_at__isnull=False).exclude(state="cancelled")
    counts = [
        rows.order_by().annotate(what=Value(what)).values("what").annotate(n=Count("pk"))
        for what, rows in (("people", people().filter(is_active=True)), ("consultations", held))
    ]
    found = counts[0].values_list("what", "n").union(counts[1].values_list("what", "n"), all=True)
    return {"people": 0, "consultations": 0, **dict(found)}


def latest_replies(actor: Any, limit: int) -> list[OfficialReply]:
    """The city's last answers to words everybody may read."""
    rows = OfficialReply.objects.filter(
        contribution__status=Status.PUBLISHED,
        contribution__hidden_at__isnull=True,
        contribution__consultation__published_at__isnull=False,
    ).select_related("contribution__author", "contribution__consultation", "department")
    return list(rows.order_by("-published_at")[:limit])


# --- the team's list -----------------------------------------------------------------------


def search(actor: Any, filters: Mapping[str, Any]) -> QuerySet[Contribution]:
    """The team's list, filtered as its URL says."""
    rows = _said(actor).select_related("author", "consultation", "official_reply")
    match filters.get("etat"):
        case "signalees":
            rows = rows.filter(reports_count__gt=0, hidden_at__isnull=True)
        case "masquees":
            rows = rows.filter(hidden_at__isnull=False)
        case "retirees":
            rows = rows.filter(status=Status.WITHDRAWN)
        case "sans-reponse":
            rows = visible_to(actor).filter(official_reply__isnull=True)
            rows = counted(rows).select_related("author", "consultation", "official_reply")
    if kind := filters.get("genre"):
        rows = rows.filter(kind=kind)
    if consultation := filters.get("concertation"):
        rows = rows.filter(consultation=consultation)
    if origin := filters.get("origine"):
        rows = rows.filter(origin=origin)
    if text := filters.get("q"):
        rows = rows.filter(search__matches=words_query(text))
    return rows.order_by("-published_at", "-pk")


def open_reports(contribution: Contribution) -> list[Report]:
    """What readers said and nobody has decided on."""
    return list(contribution.reports.filter(closed_at__isnull=True).select_related("reporter"))


def reported(actor: Any, limit: int) -> list[Contribution]:
    """Words waiting for a decision, most reported first."""
    rows = search(actor, {"etat": "signalees"}).prefetch_related(
        Prefetch("reports", Report.objects.filter(closed_at__isnull=True))
    )
    return list(rows.order_by("-reports_count", "-pk")[:limit])


def charter_articles() -> list[tuple[int, str]]:
    """The articles a decision may cite, as choices."""
    return [(one.number, str(one)) for one in articles()]
