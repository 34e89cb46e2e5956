"""What the slices above may add to a consultation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from agora.registry import Registry

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.consultations.models import Component, Consultation

# A text, or one translated when it is shown.
Words = Any


@dataclass(frozen=True)
class Tool:
    """A kind of component: what residents may do with it, and where.

    `actions` are the verbs phases open ("contribute", "comment", "support"...); `levels` the
    identity level each asks for when the city has not said otherwise. `call` is the word on the
    main button (« Déposer mon idée »), `badge` on the cards (« Ouvert aux idées »), `days_left`
    what the remaining days are for (« pour déposer, soutenir, commenter »).
    """

    label: Words
    actions: tuple[str, ...]
    url: Callable[[Component], str]
    write_url: Callable[[Component], str] | None = None
    call: Words = ""
    badge: Words = ""
    days_left: Words = ""
    icon: str = "idea"
    levels: Mapping[str, str] = field(default_factory=dict)
    weight: int = 100


@dataclass(frozen=True)
class Check:
    """One point of the task list that gates publishing.

    `state(consultation, facts)` answers "done", "todo" or "blocked"; `facts` are counts read once
    for all checks. `url(consultation)` is where the point is settled, `hint` says what is missing.
    """

    label: Words
    todo: Words
    section: Words
    state: Callable[[Consultation, Mapping[str, Any]], str]
    url: Callable[[Consultation], str]
    detail: Callable[[Consultation, Mapping[str, Any]], str] | None = None
    required: bool = True
    weight: int = 100


@dataclass(frozen=True)
class Duty:
    """One thing that waits for a member of the team, with the verb that settles it."""

    title: str
    url: str
    verb: str
    badge: str
    state: str = "warn"
    icon: str = "pen"
    since: datetime | None = None
    meta: str = ""
    when: str = ""


@dataclass(frozen=True)
class DutyKind:
    """A section of « Ma semaine »: `items(actor, at)` lists what this person owes."""

    label: Words
    tally: Words
    items: Callable[..., Iterable[Duty]]
    more_label: Words = ""
    more_url: str = ""
    bad: bool = False
    weight: int = 100


@dataclass(frozen=True)
class NewsItem:
    """One recent thing said of a consultation, for feeds."""

    title: str
    url: str
    at: datetime
    text: str = ""


@dataclass(frozen=True)
class News:
    """A source of recent items: `items(consultations, limit)` -> NewsItem, newest first."""

    label: Words
    items: Callable[..., Iterable[NewsItem]]
    weight: int = 100


@dataclass(frozen=True)
class Block:
    """A part of the consultation page owned by a higher slice.

    `context(request, consultation)` gives the template's words, or None to show nothing.
    Places: "first" (right under the thread), "main" (sections; before the documents when the
    weight is under 50, after them else), "actions" (buttons of the facts box).
    """

    template: str
    context: Callable[[HttpRequest, Consultation], Mapping[str, Any] | None]
    place: str = "main"
    weight: int = 100


@dataclass(frozen=True)
class Reaction:
    """When that happens to a consultation, enqueue this job: events "published", "closed"."""

    event: str
    task: str
    weight: int = 100


tools: Registry[Tool] = Registry("consultations.tools")


def tool_labels() -> dict[str, Words]:
    """The words of each kind of component."""
    return {kind: tool.label for kind, tool in tools.items()}


readiness: Registry[Check] = Registry("consultations.readiness")
duties: Registry[DutyKind] = Registry("consultations.duties")
news: Registry[News] = Registry("consultations.news")
blocks: Registry[Block] = Registry("consultations.blocks")
reactions: Registry[Reaction] = Registry("consultations.reactions")


@dataclass(frozen=True)
class Line:
    """A line under the card of a consultation: `bulk(consultations)` -> {pk: words}, one query."""

    bulk: Callable[[Iterable[Consultation]], Mapping[int, str]]
    weight: int = 100


lines: Registry[Line] = Registry("consultations.lines")


@dataclass(frozen=True)
class Audience:
    """People who asked for news of a consultation: `find(consultation)` -> users."""

    find: Callable[[Consultation], Any]
    weight: int = 100


audiences: Registry[Audience] = Registry("consultations.audiences")
