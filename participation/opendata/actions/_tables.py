"""COPY, table by table: the few columns that move in, and what the others start with.

Rows go to the server as they are read, a chunk at a time, so memory does not grow with the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from participation.comments.models import Comment
from participation.contributions.models import Contribution, OfficialReply
from participation.debates.models import Debate
from participation.meetings.models import Meeting
from participation.opendata.models import OldAddress
from participation.proposals.models import Proposal

CONTRIBUTION = (
    "id", "reference", "kind", "component", "consultation", "author_kind", "signature", "origin",
    "identity_level", "created_at", "published_at", "title", "body", "sector", "place_label",
    "latitude", "longitude", "status", "source", "source_reference", "extra", "hidden_reason",
    "comments_count", "supports_count", "follows_count", "reports_count",
)  # fmt: skip
COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Contribution: CONTRIBUTION,
    Proposal: ("contribution", "category", "answer_state", "answered_at", "original"),
    Debate: ("contribution", "category", "instructions", "conclusions", "closed_at"),
    Meeting: (
        "contribution", "kind", "starts_at", "ends_at", "venue", "address", "access", "minutes",
    ),
    Comment: ("contribution", "target", "parent", "thread", "depth", "alignment"),
    OfficialReply: ("contribution", "body", "signature", "published_at"),
    OldAddress: ("host", "path", "contribution", "consultation"),
}  # fmt: skip


def copy_rows(model: type[models.Model], rows: Iterable[Sequence[Any]]) -> None:
    """Send rows, in the order of `COLUMNS[model]`, to the model's table of the current city."""
    quote = connection.ops.quote_name
    fields = (model._meta.get_field(name) for name in COLUMNS[model])
    names = ", ".join(quote(field.column) for field in fields)  # type: ignore[union-attr, arg-type]
    statement = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def copy_addresses(pages: Iterable[tuple[str, str, int]]) -> None:
    """Keep where each page was: host, path, number.

    An address that two pages share stays with the first: it must not stop the whole import.
    """
    first: dict[tuple[str, str], int] = {}
    for host, path, number in pages:
        first.setdefault((host, path), number)
    there = OldAddress.objects.filter(path__in={path for _host, path in first})
    for known in there.values_list("host", "path"):
        first.pop(known, None)
    copy_rows(OldAddress, ((host, path, n, None) for (host, path), n in first.items()))


def as_json(value: dict[str, Any]) -> str:
    """Write a jsonb cell; PostgreSQL refuses the NUL that a broken export may hold."""
    return json.dumps(value, ensure_ascii=False).replace("\\u0000", "")
