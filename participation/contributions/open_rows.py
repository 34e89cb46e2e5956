"""Rows of the export: every public word, with its author's public name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from agora.exports.registries import BOOLEAN, DATE, DATETIME, INTEGER, Column
from participation.contributions import queries
from participation.contributions.models import Contribution

COLUMNS = (
    Column("reference", _("Référence")),
    Column("kind", _("Genre")),
    Column("consultation", _("Concertation")),
    Column("title", _("Titre")),
    Column("body", _("Texte")),
    Column("author", _("Auteur")),
    Column("author_kind", _("Qui parle")),
    Column("origin", _("Arrivée par")),
    Column("sector", _("Secteur")),
    Column("occurred_on", _("Dite le"), DATE),
    Column("published_at", _("Publiée le"), DATETIME),
    Column("status", _("État")),
    Column("hidden", _("Masquée"), BOOLEAN),
    Column("supports", _("Soutiens"), INTEGER),
    Column("comments", _("Commentaires"), INTEGER),
    Column("follows", _("Personnes qui suivent"), INTEGER),
    Column("reply", _("Réponse de la ville")),
    Column("replied_at", _("Répondue le"), DATETIME),
    Column("source_reference", _("Référence d’origine")),
)


def rows(actor: Any, filters: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One row per contribution of the list the person was looking at; hidden texts stay out."""
    chosen = {name: value for name, value in filters.items() if value}
    found = queries.search(actor, chosen).select_related("sector")
    for word in found.iterator(chunk_size=500):
        yield row_of(word)


def row_of(word: Contribution) -> dict[str, Any]:
    """A contribution as a row."""
    reply = getattr(word, "official_reply", None)
    return {
        "reference": word.reference,
        "kind": word.kind,
        "consultation": word.consultation.title,
        "title": "" if word.is_hidden else word.title,
        "body": "" if word.is_hidden else word.body,
        "author": word.author_name,
        "author_kind": word.get_author_kind_display(),
        "origin": word.get_origin_display(),
        "sector": word.sector.name if word.sector else "",
        "occurred_on": word.occurred_on,
        "published_at": word.published_at,
        "status": word.get_status_display(),
        "hidden": word.is_hidden,
        "supports": word.supports_count,
        "comments": word.comments_count,
        "follows": word.follows_count,
        "reply": reply.body if reply else "",
        "replied_at": reply.published_at if reply else None,
        "source_reference": word.source_reference,
    }
