"""The list of topics and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from agora.rules import door
from agora.ui import page
from agora.ui.paging import Page, paginate
from club_utilisateurs.forms.filters import TopicFilters
from club_utilisateurs.forms.talk import AnswerForm
from club_utilisateurs.models import Member, Topic
from club_utilisateurs.places import POSTS_PER_PAGE, page_of, place
from club_utilisateurs.queries.beside import cities_like, neighbours
from club_utilisateurs.queries.drafts import draft_of
from club_utilisateurs.queries.people import city_names, reader
from club_utilisateurs.queries.reading import sheet_of
from club_utilisateurs.queries.topics import (
    as_rows,
    categories,
    cities_of,
    tag_named,
    topic_or_404,
    topics_of,
)
from club_utilisateurs.reading import note_read
from club_utilisateurs.rules import is_member, settles

ONES_OWN = ("suivis", "non-lus")
"""Filters that give each member another list."""


@door(is_member)
def topics(request: HttpRequest) -> HttpResponse:
    """List the topics, latest first; the filters stand in the URL."""
    member = reader(request.user)
    form = TopicFilters(request.GET, categories=categories())
    chosen = form.chosen()
    whose = member.pk if chosen.get("etat") in ONES_OWN else ""
    rows = paginate(as_rows(topics_of(member, chosen)), request, counted_as=f"club:topics:{whose}")
    return page(
        request,
        "club_utilisateurs/topics.html",
        member=member,
        form=form,
        chosen=chosen,
        filter_chips=_chips(request, form, chosen),
        rows=rows,
        names=city_names(cities_of(rows)),
        ask_url=place("ask"),
    )


def _chips(
    request: HttpRequest, form: TopicFilters, chosen: dict[str, str]
) -> list[dict[str, Any]]:
    """One link for each filter in force, that takes it away."""
    made = []
    for name, value in chosen.items():
        label = _tag_label(value) if name == "mot" else form.label_of(name, value)
        made.append({"label": label, "url": _without(request.path, request.GET, name)})
    return made


def _tag_label(slug: str) -> str:
    tag = tag_named(slug)
    return tag.name if tag else slug


def _without(path: str, asked: QueryDict, name: str) -> str:
    kept = asked.copy()
    kept.pop(name, None)
    kept.pop("page", None)
    return f"{path}?{kept.urlencode()}" if kept else path


@door(is_member)
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a topic, fifty posts at a time."""
    return topic_page(request, pk)


def topic_page(
    request: HttpRequest, pk: int, *, form: Any = None, status: int = 200
) -> HttpResponse:
    """Draw a topic; with the form of an answer that was refused, what was typed is kept."""
    member = reader(request.user)
    found = topic_or_404(pk, member)
    if found.hidden_at and not member.facilitates:
        return page(request, "club_utilisateurs/topic_hidden.html", status=410, topic=found)
    number = _page_asked(request, found)
    sheet = sheet_of(found, member, number)
    shown = sheet.posts[-1].number if sheet.posts else 0
    if shown > found.read_to:  # type: ignore[attr-defined]
        note_read(member=member.pk, topic=found.pk, number=shown)
    return page(
        request,
        "club_utilisateurs/topic.html",
        status=status,
        topic=found,
        member=member,
        sheet=sheet,
        names=sheet.names,
        pages=Page(sheet.posts, found.last_number, number, POSTS_PER_PAGE, request),
        settles=settles(actor=request.user, topic=found),
        asked=sheet.names.get(found.asked_city_id) if found.asked_city_id else None,
        form=_answer_form(member, found) if form is None else form,
        like_us=cities_like(member),
        neighbours=neighbours(found),
        ask_url=place("ask"),
    )


def _answer_form(member: Member, found: Topic) -> AnswerForm | None:
    """The form below the posts, with the draft of this member; none where nobody answers."""
    if found.locked_at or found.hidden_at:
        return None
    return AnswerForm(draft=draft_of(member, found))


def _page_asked(request: HttpRequest, found: Topic) -> int:
    """The page the URL names; a refused answer comes back below the latest posts."""
    last = page_of(found.last_number)
    asked = request.GET.get("page", str(last) if request.method == "POST" else "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    return min(max(1, number), last)
