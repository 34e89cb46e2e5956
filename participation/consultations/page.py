"""Everything the page of a consultation shows, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from participation.consultations import queries, rules, thread, words
from participation.consultations.models import Component, Consultation, Document, State
from participation.consultations.registries import Block, Tool, Words, blocks, tools

AFTER_PAPERS = 50
OVER = {rules.WhyNot.OVER, rules.WhyNot.NOT_HERE}


@dataclass(frozen=True)
class OpenTool:
    """A tool of the page: where it is, what one may do there now."""

    component: Component
    tool: Tool
    url: str
    is_open: bool
    is_over: bool = False
    call: str = ""
    call_url: str = ""


@dataclass(frozen=True)
class Badge:
    """A word on the state of things."""

    tone: str
    icon: str
    label: Words


@dataclass
class ConsultationPage:
    """The context of the template."""

    consultation: Consultation
    stops: list[thread.Stop]
    tools: list[OpenTool]
    main: OpenTool | None
    badge: Badge
    has_steps: bool
    documents: list[Document]
    links: list[Any]
    first: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    main_blocks: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    last: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    buttons: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    days: int | None = None
    days_for: str = ""


_STATES = {
    State.DRAFT: Badge("", "pen", _("Brouillon")),
    State.SCHEDULED: Badge("", "clock", _("À venir")),
    State.OPEN: Badge("city", "idea", _("Ouverte")),
    State.CLOSED: Badge("warn", "clock", _("Restitution attendue")),
    State.RESTITUTED: Badge("ok", "check", _("Restituée")),
    State.ARCHIVED: Badge("", "doc", _("Archivée")),
    State.CANCELLED: Badge("", "warn", _("Annulée")),
}
# What ended on a former site: whether it was given back is known there, not here.
_MOVED_IN = Badge("", "check", _("Terminée"))


def consultation_page(
    request: HttpRequest, consultation: Consultation, *, buttons: bool = True
) -> ConsultationPage:
    """Read phases, tools, documents, links and the blocks of the slices above."""
    phases = list(consultation.phases.all())
    components = queries.components_of(consultation, phases)
    at = consultation.clock  # type: ignore[attr-defined]
    open_tools = [open_tool(component) for component in components if component.kind in tools]
    main = next((one for one in open_tools if one.call), None)
    stops = thread.stops(consultation, phases, components, at)
    now = next((stop for stop in stops if stop.days is not None), None)
    documents, links = queries.papers_of(consultation)
    return ConsultationPage(
        consultation=consultation,
        stops=stops,
        tools=open_tools,
        main=main,
        badge=badge_of(consultation, open_tools),
        has_steps=bool(phases),
        documents=documents,
        links=queries.link_groups(links),
        first=drawn_blocks(request, consultation, "first"),
        main_blocks=drawn_blocks(request, consultation, "main"),
        last=drawn_blocks(request, consultation, "last"),
        buttons=drawn_blocks(request, consultation, "actions") if buttons else [],
        days=now.days if now else None,
        days_for=now.days_for if now else "",
    )


def open_tool(component: Component) -> OpenTool:
    tool = tools.get(component.kind)
    reasons = {rules.closed_because(component, verb) for verb in tool.actions}
    first = tool.actions[0] if tool.actions else ""
    calls = bool(tool.write_url and tool.call and first) and (
        rules.closed_because(component, first) is None
    )
    return OpenTool(
        component=component,
        tool=tool,
        url=tool.url(component),
        is_open=None in reasons,
        is_over=rules.WhyNot.OVER in reasons and reasons <= OVER,
        call=str(tool.call) if calls else "",
        call_url=tool.write_url(component) if calls and tool.write_url else "",
    )


def badge_of(consultation: Consultation, open_tools: Sequence[OpenTool] = ()) -> Badge:
    """The state, or what is open in the tool's own words (« Ouvert aux idées »)."""
    state = _STATES[State(consultation.state)]
    if consultation.state == State.CLOSED and consultation.source:
        return state if consultation.restitution_due_on else _MOVED_IN
    if consultation.state == State.OPEN:
        for one in open_tools:
            if one.is_open and one.tool.badge:
                return Badge("city", one.tool.icon, str(one.tool.badge))
    return state


def drawn_blocks(
    request: HttpRequest, consultation: Consultation, place: str
) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for block in blocks.values():
        if _place(block) == place:
            context = block.context(request, consultation)
            if context is not None:
                found.append((block.template, dict(context)))
    return found


def _place(block: Block) -> str:
    """Light blocks of the main part come before the documents, heavy ones after."""
    return "last" if block.place == "main" and block.weight >= AFTER_PAPERS else block.place


def days_left(consultation: Consultation) -> int | None:
    """Days before an open consultation ends, today counted; None when it has no end."""
    end = rules.day_end(consultation.ends_on)
    return words.days_between(consultation.clock, end) if end else None  # type: ignore[attr-defined]
