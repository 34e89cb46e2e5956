"""Writes: drafts, publishing, workshop notes, the city's answer and the steps to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from agora.action import action
from agora.files.models import StoredFile
from agora.jobs.queue import together
from agora.notices import announce
from agora.rules import is_person
from agora.ui.words import clean_line, clean_text
from participation.consultations.models import Component, Department, Sector, Theme
from participation.contributions.actions import add as words
from participation.contributions.actions import reply as replies
from participation.contributions.models import Attachment, AuthorKind, Contribution, Origin
from participation.follows.actions import follow
from participation.proposals import rules
from participation.proposals.models import AnswerState, Draft, Milestone, Proposal

KIND = "proposal"


@action("draft.begun", rule=rules.can_write, begins=True)
def begin_draft(*, actor: Any, component: Component, typed: Mapping[str, Any]) -> Draft:
    """Keep the first words of an idea; it belongs to the account, else to this device."""
    draft = Draft(component=component, author=actor if is_person(actor) else None)
    _write(draft, typed)
    draft.save(force_insert=True)
    return draft


@action("draft.kept", rule=rules.can_keep)
def keep_draft(*, actor: Any, draft: Draft, typed: Mapping[str, Any]) -> Draft:
    """Keep what has been typed so far; only the fields given change."""
    _write(draft, typed)
    draft.save()
    return draft


@action("draft.claimed", rule=rules.can_keep)
def claim_draft(*, actor: Any, draft: Draft) -> Draft:
    """Give a draft begun before signing in to the account that now signs."""
    if is_person(actor):
        draft.author = actor
        draft.save(update_fields=["author", "updated_at"])
    return draft


@action("draft.dropped", rule=rules.can_keep)
def drop_draft(*, actor: Any, draft: Draft) -> None:
    """Throw an unfinished idea away."""
    draft.delete()


@action("draft.brought_back", rule=rules.can_keep)
def bring_draft_back(*, actor: Any, draft: Draft) -> Draft:
    """Write again a draft just thrown away, under its former address; what it named may be gone."""
    for name, model in _DRAFT_LINKS.items():
        if not model.objects.filter(pk=getattr(draft, f"{name}_id")).exists():
            setattr(draft, name, None)
    # Asked by two requests at once, it comes back once.
    Draft.objects.bulk_create([draft], ignore_conflicts=True)
    return draft


@action("proposal.published", rule=rules.can_publish, begins=True)
def publish_proposal(
    *,
    actor: Any,
    component: Component,
    title: str,
    body: str = "",
    author_kind: str = AuthorKind.PERSON,
    signature: str = "",
    theme: Theme | None = None,
    sector: Sector | None = None,
    place: words.Place | None = None,
    photos: Sequence[tuple[StoredFile, str]] = (),
) -> Contribution:
    """Put a citizen's idea online at once; moderation comes afterwards."""
    with together():
        word = words.add(
            actor=actor, kind=KIND, component=component, title=title, body=body, place=place,
            sector=sector, author_kind=author_kind, signature=signature,
        )  # fmt: skip
        Proposal.objects.create(contribution=word, theme=theme)
        for position, (file, caption) in enumerate(photos):
            Attachment.objects.create(
                contribution=word, file=file, caption=clean_line(caption), position=position
            )
        if is_person(actor):
            follow(actor=actor, contribution=word)
        announce("proposal.published", about=word)
    return word


@action("draft.published", rule=rules.can_publish_draft, begins=True)
def publish_draft(
    *, actor: Any, draft: Draft, author_kind: str = AuthorKind.PERSON, signature: str = ""
) -> Contribution:
    """Publish a draft and forget it: pressed twice, there is nothing left to publish."""
    kept = _taken(draft)
    photos = [(kept.photo, kept.photo_caption)] if kept.photo else []
    word = publish_proposal(
        actor=actor,
        component=draft.component,
        title=kept.title,
        body=kept.body,
        author_kind=author_kind,
        signature=signature,
        theme=kept.theme,
        sector=kept.sector,
        place=words.Place(kept.place_label, kept.latitude, kept.longitude),
        photos=photos,
    )
    return word


def _taken(draft: Draft) -> Draft:
    """Take the draft out of its table as it is there now: a second click waits, and finds none."""
    table = Draft._meta.db_table
    taken = Draft.objects.raw(f"DELETE FROM {table} WHERE uid = %s RETURNING *", [draft.pk])  # noqa: S608
    for row in taken:
        return row
    raise Draft.DoesNotExist


@action("proposal.noted", rule=rules.can_note, begins=True)
def note_proposal(
    *,
    actor: Any,
    component: Component,
    title: str,
    signature: str,
    body: str = "",
    author_kind: str = AuthorKind.MEETING,
    origin: str = Origin.WORKSHOP,
    occurred_on: date | None = None,
    theme: Theme | None = None,
    sector: Sector | None = None,
) -> Contribution:
    """Type in an idea said at a workshop, written on paper or told at the desk (S18)."""
    word = words.add(
        actor=actor, kind=KIND, component=component, title=title, body=body, sector=sector,
        author_kind=author_kind, signature=signature, origin=origin, occurred_on=occurred_on,
    )  # fmt: skip
    Proposal.objects.create(contribution=word, theme=theme)
    return word


@action("proposal.answered", rule=rules.can_answer)
def answer_proposal(
    *,
    actor: Any,
    proposal: Contribution,
    state: str,
    body: str = "",
    department: Department | None = None,
    at: datetime | None = None,
) -> Contribution:
    """Say what the city makes of an idea, with its written answer when there is one."""
    detail = proposal.proposal
    if state != detail.answer_state or detail.department != department:
        detail.answer_state = state
        detail.department = department
        answered = state != AnswerState.NONE
        detail.answered_at = (at or timezone.now()) if answered else None
        detail.save(update_fields=["answer_state", "department", "answered_at"])
    if clean_text(body):
        replies.reply(actor=actor, contribution=proposal, body=body, department=department)
    announce("proposal.answered", about=proposal)
    return proposal


@action("proposal.step_added", rule=rules.can_answer)
def add_milestone(
    *,
    actor: Any,
    proposal: Contribution,
    title: str,
    detail: str = "",
    happens_on: date | None = None,
    when_label: str = "",
) -> Milestone:
    """Announce a step of the idea's life: a vote, works, an opening."""
    return Milestone.objects.create(
        proposal=proposal.proposal,
        title=clean_line(title),
        detail=clean_line(detail),
        happens_on=happens_on,
        when_label=clean_line(when_label),
    )


@action("proposal.step_removed", rule=rules.can_answer)
def remove_milestone(*, actor: Any, proposal: Contribution, number: int) -> Contribution:
    """Take a step back out."""
    Milestone.objects.filter(proposal=proposal.proposal, pk=number).delete()
    return proposal


@action("proposal.loaded", rule=rules.machine_only)
def load_details(
    *, actor: Any, details: Sequence[Proposal], milestones: Sequence[Milestone] = ()
) -> list[Proposal]:
    """Add the detail rows of contributions loaded in bulk (imports, seeds)."""
    made = Proposal.objects.bulk_create(details, batch_size=1000)
    Milestone.objects.bulk_create(milestones, batch_size=1000)
    return made


_DRAFT_LINES = ("title", "place_label", "photo_caption")
_DRAFT_LINKS = {"theme": Theme, "sector": Sector, "photo": StoredFile}
_DRAFT_FIELDS = ("theme", "sector", "latitude", "longitude", "photo")


def _write(draft: Draft, typed: Mapping[str, Any]) -> None:
    """Put what was typed on the draft, cleaned; fields not given keep what they had."""
    for name in _DRAFT_LINES:
        if name in typed:
            setattr(draft, name, clean_line(typed[name] or "")[:200])
    if "body" in typed:
        draft.body = clean_text(typed["body"] or "")
    for name in _DRAFT_FIELDS:
        if name in typed:
            setattr(draft, name, typed[name])
