"""Reads: lists of ideas, one idea with its life, similar ones, drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    PositiveSmallIntegerField,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import JSONObject, Now
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from agora.context.models import joined
from agora.rules import is_person, is_staff
from agora.search.fold import fold
from agora.search.vector import words_query
from participation.consultations.models import Component, Consultation, Sector, Theme
from participation.consultations.queries import PLACE
from participation.consultations.spans import opened, spans
from participation.contributions.models import Attachment, AuthorKind, Contribution
from participation.contributions.queries import (
    UNSEEN,
    readable_or_404,
    settled,
    visible_to,
    with_component,
)
from participation.proposals.models import AnswerState, Draft, Milestone, Proposal

KIND = "proposal"
ORDERS: Mapping[str, tuple[str, ...]] = {
    "recentes": ("-published_at", "-pk"),
    "soutenues": ("-supports_count", "-pk"),
    "commentees": ("-comments_count", "-pk"),
    "hasard": ("shuffle", "pk"),
}
# What a card shows of an idea, and all that is read of it.
_CARD = (
    "title", "body", "author_kind", "signature", "published_at", "occurred_on", "supports_count",
    "comments_count", "author__pseudonym", "proposal__answer_state",
)  # fmt: skip


def proposals_in(
    actor: Any, component: Component, filters: Mapping[str, Any]
) -> QuerySet[Contribution]:
    """Return the ideas of a module, filtered and ordered as the URL says."""
    rows = visible_to(actor).filter(component=component, kind=KIND)
    return _ordered(_filtered(rows, filters), filters)


def as_cards(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Read of each idea what its card shows."""
    rows = rows.select_related("author", "proposal").only(*_CARD)
    return rows.annotate(first_photo=_first_photo())


def _first_photo() -> Subquery:
    """The file and the caption of the first photo, as JSON; null without one."""
    photos = Attachment.objects.filter(contribution=OuterRef("pk"))
    return Subquery(photos.values(photo=JSONObject(file="file_id", caption="caption"))[:1])


def _filtered(rows: QuerySet[Contribution], filters: Mapping[str, Any]) -> QuerySet[Contribution]:
    if state := filters.get("suite"):
        rows = rows.filter(proposal__answer_state=state)
    if theme := filters.get("theme"):
        rows = rows.filter(proposal__theme=theme)
    if category := filters.get("rubrique"):
        rows = rows.filter(proposal__category=category)
    if sector := filters.get("secteur"):
        rows = rows.filter(sector=sector)
    if filters.get("auteur") == "ateliers":
        rows = rows.filter(author_kind=AuthorKind.MEETING)
    elif filters.get("auteur") == "personnes":
        rows = rows.filter(author_kind__in=(AuthorKind.PERSON, AuthorKind.GROUP))
    if text := filters.get("q"):
        rows = rows.filter(search__matches=words_query(text))
    return rows


def _ordered(rows: QuerySet[Contribution], filters: Mapping[str, Any]) -> QuerySet[Contribution]:
    return rows.order_by(*ORDERS.get(filters.get("ordre") or "", ORDERS["recentes"]))


def with_photos(rows: Sequence[Contribution]) -> list[Contribution]:
    """Give each idea about to be drawn its photos: one query for them all."""
    pictured = [word for word in rows if word.first_photo]  # type: ignore[attr-defined]
    if pictured:
        photos = Attachment.objects.select_related("file")
        prefetch_related_objects(pictured, Prefetch("attachments", photos, to_attr="photos"))
    return list(rows)


def categories_of(component: Component) -> list[str]:
    """Return the headings that moved-in ideas carry, for the filter."""
    rows = Proposal.objects.filter(contribution__component=component).exclude(category="")
    return list(rows.order_by("category").values_list("category", flat=True).distinct())


def proposal_or_404(actor: Any, pk: int) -> Contribution:
    """Return one readable idea with all that its page shows."""
    rows = joined(
        with_component(Contribution.objects.filter(pk=pk, kind=KIND)),
        author="pseudonym",
        sector="name number",
        proposal="answer_state answered_at department",
        official_reply="body signature published_at department",
        official_reply__department="name",
    )
    rows = rows.defer(*UNSEEN).annotate(
        photographed=Exists(Attachment.objects.filter(contribution=OuterRef("pk"))),
        planned=Exists(Milestone.objects.filter(proposal=OuterRef("pk"))),
        gathers=Exists(Contribution.objects.filter(merged_into=OuterRef("pk"))),
    )
    found = readable_or_404(actor, rows)
    if not hasattr(found, "proposal"):
        raise Http404
    # Most ideas have no photo, no step to come and nothing merged: nothing more is asked then.
    found.photos = photos_of(found) if found.photographed else []
    found.stones = list(found.proposal.milestones.all()) if found.planned else []
    found.gathered = list(found.merged.all()) if found.gathers else []
    return settled(found)


def photos_of(word: Contribution) -> list[Attachment]:
    """The photos of one idea, with their files."""
    return list(word.attachments.select_related("file"))


def similar(actor: Any, component: Component, title: str, limit: int = 3) -> list[Contribution]:
    """Return ideas of the module that share words with this title, most supported first."""
    words = [word for word in title.split() if len(word) > 3][:8]
    if not words:
        return []
    query = Q()
    for word in words:
        query |= Q(search__matches=words_query(word))
    rows = visible_to(actor).filter(component=component, kind=KIND).filter(query)
    return list(rows.select_related("author").order_by("-supports_count", "-pk")[:limit])


# --- the life of an idea ---------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One dot of the thread: past, now or future."""

    title: str
    detail: str = ""
    at: date | datetime | None = None
    when: str = ""
    tense: str = "past"
    url: str = ""


def life_of(word: Any, *, today: date) -> list[Step]:
    """Tell the story of an idea read by `proposal_or_404`: filed, merged, answered, announced."""
    proposal: Proposal = word.proposal
    steps = [Step(_("Déposée"), _("par %(who)s") % {"who": word.author_name}, word.published_at)]
    merged = [other for other in word.gathered if not other.is_hidden]
    if merged:
        titles = ", ".join(_("« %(title)s »") % {"title": other.title} for other in merged)
        steps.append(Step(_("Réunie avec d’autres"), titles))
    if proposal.answer_state != AnswerState.NONE:
        detail = str(proposal.department or word.consultation.department or "")
        steps.append(Step(proposal.get_answer_state_display(), detail, proposal.answered_at))
    past: list[Step] = []
    future: list[Step] = []
    for stone in word.stones:
        ahead = stone.happens_on is None or stone.happens_on > today
        (future if ahead else past).append(
            Step(
                stone.title,
                stone.detail,
                stone.happens_on,
                stone.when_label,
                "future" if ahead else "past",
            )
        )
    steps += past
    steps[-1] = Step(**{**vars(steps[-1]), "tense": "now"})
    return steps + future


# --- drafts ----------------------------------------------------------------------------------


def drafts_of(actor: Any) -> QuerySet[Draft]:
    """Return the unfinished ideas of an account."""
    if not is_person(actor):
        return Draft.objects.none()
    return Draft.objects.filter(author=actor.pk).select_related("component__consultation")


def draft_or_404(actor: Any, uid: Any, on_this_device: Sequence[str]) -> Draft:
    """Return a draft of this account, or one begun on this device before signing in."""
    rows = joined(
        Draft.objects.filter(uid=uid),
        component="consultation kind title introduction settings",
        component__consultation=PLACE,
        theme="name",
        sector="name number",
    )
    rows = rows.select_related("photo").annotate(clock=Now(), spans=spans("component"))
    found: Any = rows.first()
    if found is None:
        raise Http404
    opened(found.component, found.spans).clock = found.clock  # type: ignore[attr-defined]
    mine = found.author_id is not None and found.author_id == getattr(actor, "pk", None)
    if not mine and not (found.author_id is None and str(found.uid) in on_this_device):
        raise Http404
    return found


def themes_for(component: Component) -> QuerySet[Theme]:
    """Return the themes an idea may be about: those of the consultation, else all."""
    chosen = Theme.objects.filter(consultations=component.consultation_id)
    return chosen if chosen.exists() else Theme.objects.all()


def filter_choices(component: Component | None) -> dict[str, list[tuple[int, str]]]:
    """Return the themes and the sectors a list may be filtered by: one query."""
    here = Consultation.themes.through.objects.filter(
        theme=OuterRef("pk"), consultation=component.consultation_id if component else None
    )
    none = Value(None, PositiveSmallIntegerField())
    themes = Theme.objects.order_by().values_list(Value("theme"), "pk", "name", none, Exists(here))
    sectors = Sector.objects.order_by().values_list(
        Value("secteur"), "pk", "name", "number", Value(True)
    )
    rows = list(themes.union(sectors, all=True))
    chosen = any(there for what, *_rest, there in rows if what == "theme")
    found: dict[str, list[tuple[int, str]]] = {"theme": [], "secteur": []}
    for what, pk, name, _number, there in sorted(rows, key=_as_listed):
        if there or not chosen:
            found[what].append((pk, name))
    return found


def _as_listed(row: tuple[Any, ...]) -> tuple[bool, int, str]:
    """As the tables order them: numbered sectors first, then by name."""
    _what, _pk, name, number, _there = row
    return number is None, number or 0, fold(name)


# --- the team --------------------------------------------------------------------------------


def for_team(actor: Any, filters: Mapping[str, Any]) -> QuerySet[Contribution]:
    """Return the ideas of the whole city for its team, filtered as the URL says."""
    rows = Contribution.objects.filter(kind=KIND).exclude(status="draft")
    if not is_staff(actor=actor):
        rows = rows.none()
    match filters.get("etat"):
        case "sans-reponse":
            rows = rows.filter(
                official_reply__isnull=True, status="published", hidden_at__isnull=True
            )
        case "repondues":
            rows = rows.filter(official_reply__isnull=False)
        case "masquees":
            rows = rows.filter(hidden_at__isnull=False)
    if consultation := filters.get("concertation"):
        rows = rows.filter(consultation=consultation)
    rows = _filtered(rows, filters)
    return _ordered(rows, filters).select_related(
        "author", "proposal", "sector", "proposal__theme", "consultation", "official_reply"
    )


def unanswered(actor: Any, limit: int) -> list[Contribution]:
    """Return the most supported ideas that wait for the city's answer."""
    rows = visible_to(actor).filter(
        kind=KIND,
        official_reply__isnull=True,
        proposal__answer_state=AnswerState.NONE,
        consultation__source="",
    )
    return list(rows.select_related("consultation").order_by("-supports_count", "-pk")[:limit])


def today() -> date:
    """Return the date in the city."""
    return timezone.localdate()


def open_data_rows(actor: Any, filters: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the ideas for an export, the city's answer included, without loading them all."""
    rows = for_team(actor, filters) if is_staff(actor=actor) else visible_to(actor)
    rows = rows.filter(kind=KIND).select_related(
        "author", "sector", "consultation", "proposal__theme", "official_reply"
    )
    for word in rows.iterator(chunk_size=500):
        reply = getattr(word, "official_reply", None)
        yield {
            "reference": word.reference,
            "consultation": word.consultation.title,
            "title": word.title,
            "body": word.body,
            "author": word.author_name,
            "author_kind": word.get_author_kind_display(),
            "origin": word.get_origin_display(),
            "theme": str(word.proposal.theme or word.proposal.category),
            "sector": str(word.sector or ""),
            "place": word.place_label,
            "latitude": word.latitude,
            "longitude": word.longitude,
            "published_at": word.published_at,
            "occurred_on": word.occurred_on,
            "supports": word.supports_count,
            "comments": word.comments_count,
            "follows": word.follows_count,
            "answer_state": word.proposal.get_answer_state_display(),
            "answered_at": word.proposal.answered_at,
            "answer": reply.body if reply else "",
            "hidden": word.is_hidden,
        }
