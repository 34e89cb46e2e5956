"""The part of a blueprint that is debates: the questions the city put, never what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from participation.consultations.blueprint import is_here
from participation.consultations.models import Consultation
from participation.contributions.actions.add import load_many
from participation.contributions.models import AuthorKind, Contribution, Status
from participation.debates.actions import load_details
from participation.debates.models import Debate
from participation.debates.queries import KIND
from tenants.disclosure.blueprints import shapes
from tenants.disclosure.blueprints.texts import plain, plain_line
from tenants.registries import Finding, Part

TOOL = "debates"
_QUESTION = shapes.record(
    module=shapes.whole(0, 99),
    title=shapes.line(200, empty=False),
    body=shapes.text(100_000),
    instructions=shapes.text(100_000),
)
_SHAPE = shapes.listed(_QUESTION, most=200)


def export(consultation: Consultation, ticked: Any = ()) -> list[dict[str, Any]] | None:
    """Return the questions online; `module` is the rank of theirs among the debates."""
    modules = {one.pk: rank for rank, one in enumerate(_modules(consultation))}
    rows = Contribution.objects.filter(
        consultation=consultation,
        kind=KIND,
        author_kind=AuthorKind.CITY,
        status=Status.PUBLISHED,
        hidden_at__isnull=True,
        component__in=modules,
        debate__isnull=False,
    )
    return [
        {
            "module": modules[word.component_id],
            "title": plain_line(word.title),
            "body": plain(word.body),
            "instructions": plain(word.debate.instructions),
        }
        for word in rows.select_related("debate").order_by("pk")
        if plain_line(word.title)
    ] or None


def check(data: Any) -> list[Finding]:
    """Say what taking these questions up would do here."""
    _SHAPE(data, TOOL)
    number = len(data)
    label = ngettext("%(n)d question", "%(n)d questions", number) % {"n": number}
    if not is_here(TOOL):
        return [Finding("missing", label, _("Les débats ne sont pas ouverts chez vous."))]
    return [Finding("created", label, _("Posées au nom de votre ville, à relire."))]


def load(
    actor: Any, consultation: Consultation, data: Any, shift: Any, files: Mapping[str, bytes]
) -> None:
    """Put the questions in the modules the draft has."""
    modules = _modules(consultation)
    asked = [one for one in data if one["module"] < len(modules)]
    made = load_many(
        actor=actor,
        contributions=[
            Contribution(
                kind=KIND,
                component=modules[one["module"]],
                author_kind=AuthorKind.CITY,
                signature=consultation.organiser or str(consultation.department or "Ville"),
                title=plain_line(one["title"]),
                body=plain(one["body"]),
            )
            for one in asked
        ],
    )
    load_details(
        actor=actor,
        details=[
            Debate(contribution=word, instructions=plain(one["instructions"]))
            for word, one in zip(made, asked, strict=True)
        ],
    )


def texts(data: Any) -> Iterator[tuple[str, str]]:
    """Yield every text of the part."""
    for one in data:
        yield _("Question"), one["title"]
        yield _("Question « %(title)s »") % {"title": one["title"]}, one["body"]
        yield _("Pour bien débattre"), one["instructions"]


def _modules(consultation: Consultation) -> list[Any]:
    return [one for one in consultation.components.all() if one.kind == TOOL]


PART = Part(
    label=gettext_lazy("Les questions des débats"),
    export=export,
    check=check,
    load=load,
    texts=texts,
    weight=20,
)
