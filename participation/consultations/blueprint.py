"""The part of a blueprint that is the consultation itself: texts, steps, tools, ticked documents.

Days are counted from the first one. The title, the department, the sector, the organiser and the
people are each city's own and never leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agora.accounts.models import IdentityLevel
from agora.files.actions import store
from agora.files.checks import clean_name
from participation.consultations import rules, words
from participation.consultations.actions.create import load_tools
from participation.consultations.actions.facts import add_document, edit_facts
from participation.consultations.models import (
    Component,
    Consultation,
    ConsultationKind,
    Opening,
    Phase,
    Theme,
)
from participation.consultations.registries import tools
from tenants.disclosure.blueprints import file_uid, shapes
from tenants.disclosure.blueprints.manifest import FILE_NAME
from tenants.disclosure.blueprints.texts import plain, plain_line
from tenants.queries import feature
from tenants.registries import Finding, Part, features

TEXTS = {
    "summary": gettext_lazy("En deux phrases"),
    "objective": gettext_lazy("Objectif"),
    "body": gettext_lazy("Présentation"),
    "open_points": gettext_lazy("À vous de dire"),
    "fixed_points": gettext_lazy("Déjà fixé"),
    "how_decided": gettext_lazy("Comment c’est décidé"),
    "audience": gettext_lazy("À qui l’on s’adresse"),
    "without_screen": gettext_lazy("Participer sans écran"),
    "grid": gettext_lazy("Grille d’analyse"),
    "communication_plan": gettext_lazy("Plan de communication"),
}
_TEXT = shapes.text(100_000)
_DAY = shapes.whole(-3_660, 3_660)
_WORD = r"[a-z][a-z0-9_]{0,39}"
_PHASE = shapes.record(
    title=shapes.line(120), description=_TEXT, animation=_TEXT, first=_DAY,
    last=shapes.optional(_DAY),
)  # fmt: skip
_OPENING = shapes.record(
    phase=shapes.whole(0, 99), actions=shapes.listed(shapes.matching(_WORD), most=20)
)
_COMPONENT = shapes.record(
    kind=shapes.matching(_WORD),
    title=shapes.line(160),
    introduction=_TEXT,
    levels=shapes.mapping(_WORD, shapes.matching(_WORD), most=20),
    openings=shapes.listed(_OPENING, most=100),
)
_DOCUMENT = shapes.record(
    file=shapes.matching(FILE_NAME),
    name=shapes.line(120, empty=False),
    title=shapes.line(200),
    description=_TEXT,
)
_SHAPE = shapes.record(
    **dict.fromkeys(TEXTS, _TEXT),
    kind=shapes.matching(_WORD),
    length=shapes.optional(shapes.whole(0, 3_660)),
    restitution=shapes.optional(_DAY),
    themes=shapes.listed(shapes.line(80, empty=False), most=100),
    phases=shapes.listed(_PHASE, most=100),
    components=shapes.listed(_COMPONENT, most=100),
    documents=shapes.listed(_DOCUMENT, most=190),
)


def is_here(kind: str) -> bool:
    """Tell whether a tool exists on this platform and is not switched off in this city."""
    return kind in tools and (kind not in features or feature(kind))


def first_day(consultation: Consultation) -> date:
    """The day all others are counted from: its own, else that of its first step."""
    starts = [words.local_day(phase.starts_at) for phase in consultation.phases.all()]
    return consultation.starts_on or min(starts, default=words.local_day(consultation.created_at))


def export(consultation: Consultation, ticked: Any = ()) -> dict[str, Any]:
    """Return what leaves of a consultation, and of the files ticked."""
    start = first_day(consultation)
    phases = list(consultation.phases.all())
    ends, due = consultation.ends_on, consultation.restitution_due_on
    return {
        **{name: plain(getattr(consultation, name)) for name in TEXTS},
        "kind": consultation.kind,
        "length": (ends - start).days if ends and ends >= start else None,
        "restitution": (due - start).days if due else None,
        "themes": sorted(plain_line(one.name, 80) for one in consultation.themes.all()),
        "phases": [_phase_facts(phase, start) for phase in phases],
        "components": [
            _component_facts(one, [phase.pk for phase in phases])
            for one in consultation.components.prefetch_related("openings")
        ],
        "documents": [
            _document_facts(one)
            for one in consultation.documents.select_related("file")
            if one.file.uid in set(ticked)
        ],
    }


def _phase_facts(phase: Phase, start: date) -> dict[str, Any]:
    first = words.local_day(phase.starts_at)
    last = phase.ends_at and max(first, words.local_day(phase.ends_at - rules.ONE_SECOND))
    return {
        "title": plain_line(phase.title, 120),
        "description": plain(phase.description),
        "animation": plain(phase.animation),
        "first": (first - start).days,
        "last": (last - start).days if last else None,
    }


def _component_facts(component: Component, order: list[int]) -> dict[str, Any]:
    rows = {one.phase_id: one for one in component.openings.all()}
    levels = component.settings.get("levels", {})
    return {
        "kind": component.kind,
        "title": plain_line(component.title, 160),
        "introduction": plain(component.introduction),
        "levels": {str(name): str(level) for name, level in levels.items()},
        "openings": [
            {"phase": rank, "actions": list(rows[pk].actions)}
            for rank, pk in enumerate(order)
            if pk in rows
        ],
    }


def _document_facts(document: Any) -> dict[str, Any]:
    file = document.file
    return {
        "file": f"{file_uid(file.sha256)}.{file.extension}",
        "name": clean_name(file.name),
        "title": plain_line(document.title, 200),
        "description": plain(document.description),
    }


def check(data: Any) -> list[Finding]:
    """Say what taking this up would do here; raise `ValueError` on data of another shape."""
    _SHAPE(data, "consultations")
    for phase in data["phases"]:
        if phase["last"] is not None and phase["last"] < phase["first"]:
            raise shapes.WrongShape("consultations/phases")
    texts = sum(bool(data[name]) for name in TEXTS)
    steps, documents = len(data["phases"]), len(data["documents"])
    found = [
        Finding("adapted", _("Titre, dates et direction"), _("Les vôtres : vous les choisissez."))
    ]
    if texts:
        label = ngettext("%(n)d texte", "%(n)d textes", texts) % {"n": texts}
        found.append(Finding("created", label, _("Présentation, règles, grille : à relire.")))
    if steps:
        label = ngettext("%(n)d étape", "%(n)d étapes", steps) % {"n": steps}
        found.append(Finding("created", label, _("Les dates partent de votre premier jour.")))
    found += [_component_finding(one) for one in data["components"]]
    if documents:
        label = ngettext("%(n)d document", "%(n)d documents", documents) % {"n": documents}
        found.append(Finding("created", label))
    return found + _adapted(data)


def _component_finding(facts: Mapping[str, Any]) -> Finding:
    label = _("Module « %(title)s »") % {"title": plain_line(facts["title"]) or facts["kind"]}
    kind = facts["kind"]
    if kind not in tools:
        detail = _("L’outil « %(kind)s » n’existe pas sur votre plateforme.") % {"kind": kind}
        return Finding("missing", label, detail)
    if not is_here(kind):
        detail = _("L’outil « %(tool)s » est coupé dans votre ville.") % {"tool": tools[kind].label}
        return Finding("missing", label, detail)
    return Finding("created", label, str(tools[kind].label))


def _adapted(data: Mapping[str, Any]) -> Iterator[Finding] | list[Finding]:
    found = []
    themes = [plain_line(name) for name in data["themes"]]
    if lost := [name for name in themes if name.lower() not in _themes_here()]:
        detail = _("Absents de votre liste, laissés de côté : %(names)s.")
        found.append(Finding("adapted", _("Thèmes"), detail % {"names": ", ".join(lost)}))
    if data["kind"] not in ConsultationKind.values:
        detail = _("Inconnu ici : ce sera une concertation.")
        found.append(Finding("adapted", _("Type de démarche"), detail))
    if any(len(_kept_levels(one)) < len(one["levels"]) for one in data["components"]):
        detail = _("Un niveau demandé n’existe pas ici : le module garde le sien.")
        found.append(Finding("adapted", _("Qui peut participer"), detail))
    return found


def _themes_here() -> dict[str, Theme]:
    return {plain_line(theme.name).lower(): theme for theme in Theme.objects.all()}


def _kept_levels(facts: Mapping[str, Any]) -> dict[str, str]:
    codes = {level.code for level in IdentityLevel}
    return {name: code for name, code in facts["levels"].items() if code in codes}


def load(
    actor: Any,
    consultation: Consultation,
    data: Mapping[str, Any],
    shift: Callable[[int], date],
    files: Mapping[str, bytes],
) -> None:
    """Write a part that `check` let through into a new draft."""
    known = data["kind"] in ConsultationKind.values
    here = _themes_here()
    length, due = data["length"], data["restitution"]
    edit_facts(
        actor=actor,
        consultation=consultation,
        changes={
            **{name: plain(data[name]) for name in TEXTS},
            "kind": data["kind"] if known else ConsultationKind.CONSULTATION,
            "ends_on": None if length is None else shift(length),
            "restitution_due_on": None if due is None else shift(due),
        },
        themes=[here[key] for name in data["themes"] if (key := plain_line(name).lower()) in here],
    )
    phases = [_phase(consultation, rank, one, shift) for rank, one in enumerate(data["phases"])]
    kept = [one for one in data["components"] if is_here(one["kind"])]
    components = [_component(consultation, rank, one) for rank, one in enumerate(kept)]
    openings = [
        opening
        for component, facts in zip(components, kept, strict=True)
        for opening in _openings(component, phases, facts["openings"])
    ]
    load_tools(actor=actor, phases=phases, components=components, openings=openings)
    for document in data["documents"]:
        _take_document(actor, consultation, document, files)


def _phase(
    consultation: Consultation, rank: int, facts: Mapping[str, Any], shift: Callable[[int], date]
) -> Phase:
    last = facts["last"]
    return Phase(
        consultation=consultation,
        title=plain_line(facts["title"], 120),
        description=plain(facts["description"]),
        animation=plain(facts["animation"]),
        starts_at=rules.day_start(shift(facts["first"])),
        ends_at=None if last is None else rules.day_end(shift(last)),
        position=rank,
    )


def _component(consultation: Consultation, rank: int, facts: Mapping[str, Any]) -> Component:
    return Component(
        consultation=consultation,
        kind=facts["kind"],
        title=plain_line(facts["title"], 160),
        introduction=plain(facts["introduction"]),
        position=rank,
        settings={"levels": _kept_levels(facts)},
    )


def _openings(
    component: Component, phases: list[Phase], openings: list[dict[str, Any]]
) -> Iterator[Opening]:
    offered = tools[component.kind].actions
    for facts in openings:
        actions = [name for name in facts["actions"] if name in offered]
        # None left of those named is not all of them: the step opens nothing.
        if facts["phase"] < len(phases) and (actions or not facts["actions"]):
            yield Opening(component=component, phase=phases[facts["phase"]], actions=actions)


def _take_document(
    actor: Any, consultation: Consultation, facts: Mapping[str, Any], files: Mapping[str, bytes]
) -> None:
    content = files.get(facts["file"])
    if content is None:  # refused by its content, and told before
        return
    upload = SimpleUploadedFile(facts["name"], content)
    add_document(
        actor=actor,
        consultation=consultation,
        file=store(actor=actor, upload=upload, use="document", owner_label="consultations"),
        title=plain_line(facts["title"], 200),
        description=plain(facts["description"]),
    )


def texts(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every text of the part with the name a person gives it."""
    for name, label in TEXTS.items():
        yield str(label), data[name]
    for phase in data["phases"]:
        yield _("Étape"), phase["title"]
        yield _("Étape « %(title)s »") % {"title": phase["title"]}, phase["description"]
        yield _("Animation de « %(title)s »") % {"title": phase["title"]}, phase["animation"]
    for component in data["components"]:
        yield _("Module"), component["title"]
        introduction = _("Module « %(title)s »") % {"title": component["title"]}
        yield introduction, component["introduction"]
    for document in data["documents"]:
        yield _("Document"), document["title"]
        yield _("Nom du fichier"), document["name"]
        yield _("Document « %(title)s »") % {"title": document["title"]}, document["description"]
    yield _("Thèmes"), ", ".join(data["themes"])


PART = Part(
    label=gettext_lazy("La démarche : textes, étapes, modules"),
    export=export,
    check=check,
    load=load,
    texts=texts,
    weight=10,
)
