"""Edit what a consultation says of itself, its documents and its links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from agora.action import action
from agora.files.models import StoredFile
from participation.consultations import rules
from participation.consultations.models import Consultation, Document, Link, Theme

_EDITABLE = frozenset(
    {
        "title",
        "kind",
        "objective",
        "summary",
        "body",
        "open_points",
        "fixed_points",
        "how_decided",
        "sector",
        "department",
        "organiser",
        "audience",
        "without_screen",
        "starts_on",
        "ends_on",
        "cover",
        "cover_alt",
        "grid",
        "communication_plan",
        "restitution_due_on",
        "restitution_owner",
    }
)


@action("consultation.edited", rule=rules.can_edit)
def edit_facts(
    *,
    actor: Any,
    consultation: Consultation,
    changes: Mapping[str, Any],
    themes: Sequence[Theme] | None = None,
) -> Consultation:
    """Change the named facts; others keep their value."""
    if unknown := set(changes) - _EDITABLE:
        raise ValueError(f"not a fact of a consultation: {sorted(unknown)}")
    for name, value in changes.items():
        setattr(consultation, name, value)
    consultation.save(update_fields=[*changes, "updated_at"])
    if themes is not None:
        consultation.themes.set(themes)
    return consultation


@action("consultation.document_added", rule=rules.can_edit)
def add_document(
    *,
    actor: Any,
    consultation: Consultation,
    file: StoredFile,
    title: str,
    description: str = "",
) -> Document:
    """Put a document at the end of the list."""
    return Document.objects.create(
        consultation=consultation,
        file=file,
        title=title,
        description=description,
        position=consultation.documents.count(),
    )


@action("consultation.document_removed", rule=rules.can_edit)
def remove_document(*, actor: Any, consultation: Consultation, document: Document) -> Consultation:
    """Take a document off the page; the stored file stays in the city's records."""
    document.delete()
    return consultation


@action("consultation.link_added", rule=rules.can_edit)
def add_link(
    *,
    actor: Any,
    consultation: Consultation,
    kind: str,
    title: str,
    url: str,
    publisher: str = "",
    published_on: date | None = None,
) -> Link:
    """Add something said elsewhere."""
    return Link.objects.create(
        consultation=consultation,
        kind=kind,
        title=title,
        url=url,
        publisher=publisher,
        published_on=published_on,
    )


@action("consultation.link_removed", rule=rules.can_edit)
def remove_link(*, actor: Any, consultation: Consultation, link: Link) -> Consultation:
    """Take a link off the page."""
    link.delete()
    return consultation
