"""Rows of the export: the field's schema (SCDL style), one line per consultation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from agora.context import current_city
from agora.exports.registries import DATE, DATETIME, INTEGER, Column
from participation.consultations import queries
from participation.consultations.models import Consultation

COLUMNS = (
    Column("COLL_NOM", _("COLL_NOM")),
    Column("CONCERT_ID", _("CONCERT_ID")),
    Column("CONCERT_TITRE", _("CONCERT_TITRE")),
    Column("CONCERT_TYPE", _("CONCERT_TYPE")),
    Column("CONCERT_ETAT", _("CONCERT_ETAT")),
    Column("CONCERT_OBJECTIF", _("CONCERT_OBJECTIF")),
    Column("CONCERT_SECTEUR", _("CONCERT_SECTEUR")),
    Column("CONCERT_THEMES", _("CONCERT_THEMES")),
    Column("CONCERT_ORGANISATEUR", _("CONCERT_ORGANISATEUR")),
    Column("CONCERT_DIRECTION", _("CONCERT_DIRECTION")),
    Column("DATE_DEBUT", _("DATE_DEBUT"), DATE),
    Column("DATE_FIN", _("DATE_FIN"), DATE),
    Column("DATE_PUBLICATION", _("DATE_PUBLICATION"), DATETIME),
    Column("NB_ABONNES", _("NB_ABONNES"), INTEGER),
    Column("RESTITUTION_PROMISE", _("RESTITUTION_PROMISE"), DATE),
    Column("RESTITUTION_DATE", _("RESTITUTION_DATE"), DATE),
    Column("CONCERT_URL", _("CONCERT_URL")),
    Column("REFERENCE_ORIGINE", _("REFERENCE_ORIGINE")),
)


def rows(actor: Any, filters: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The list the person was looking at."""
    chosen = {name: value for name, value in filters.items() if value}
    found = queries.public_order(queries.search(actor, chosen)).prefetch_related("themes")
    for row in found:
        yield row_of(row)


def row_of(row: Consultation) -> dict[str, Any]:
    """A consultation as a row."""
    city = current_city()
    return {
        "COLL_NOM": city.name,
        "CONCERT_ID": row.reference,
        "CONCERT_TITRE": row.title,
        "CONCERT_TYPE": row.get_kind_display(),
        "CONCERT_ETAT": row.get_state_display(),
        "CONCERT_OBJECTIF": row.objective,
        "CONCERT_SECTEUR": row.sector.name if row.sector else "",
        "CONCERT_THEMES": ", ".join(theme.name for theme in row.themes.all()),
        "CONCERT_ORGANISATEUR": row.organiser,
        "CONCERT_DIRECTION": row.department.name if row.department else "",
        "DATE_DEBUT": row.starts_on,
        "DATE_FIN": row.ends_on,
        "DATE_PUBLICATION": row.published_at,
        "NB_ABONNES": row.follows_count,
        "RESTITUTION_PROMISE": row.restitution_due_on,
        "RESTITUTION_DATE": row.restituted_on,
        "CONCERT_URL": f"https://{city.host}{row.get_absolute_url()}",
        "REFERENCE_ORIGINE": row.source_reference,
    }
