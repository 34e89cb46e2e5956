"""The part of a blueprint that is the charter: text to compare, which changes nobody's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from participation.pages.queries import articles
from tenants.disclosure.blueprints import shapes
from tenants.disclosure.blueprints.texts import plain, plain_line
from tenants.registries import Finding, Part

_SHAPE = shapes.listed(
    shapes.record(number=shapes.whole(1, 32_767), title=shapes.line(150), body=shapes.text(20_000)),
    most=100,
)


def export(subject: Any, ticked: Any = ()) -> list[dict[str, Any]] | None:
    """Return the articles in force, as plain text."""
    return [
        {
            "number": article.number,
            "title": plain_line(article.title, 150),
            "body": plain(article.body, 20_000),
        }
        for article in articles()
    ] or None


def check(data: Any) -> list[Finding]:
    """Say that the charter of this city stays its own."""
    _SHAPE(data, "pages")
    number = len(data)
    label = ngettext(
        "Charte, %(n)d article à comparer", "Charte, %(n)d articles à comparer", number
    ) % {"n": number}
    return [Finding("adapted", label, _("Votre charte reste la vôtre : rien n’y est écrit."))]


def load(actor: Any, subject: Any, data: Any, shift: Any, files: Any) -> None:
    """Write nothing: these articles are read on the page that proposes the blueprint."""


def texts(data: Any) -> Iterator[tuple[str, str]]:
    """Yield every text of the part."""
    for one in data:
        label = _("Article %(number)d, « %(title)s »") % {
            "number": one["number"], "title": one["title"],
        }  # fmt: skip
        yield label, one["body"]


PART = Part(
    label=gettext_lazy("Notre charte, à titre de comparaison"),
    export=export,
    check=check,
    load=load,
    texts=texts,
    weight=90,
)
