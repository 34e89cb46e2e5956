"""Reads: the experience sheets cities published, each with the figures that are out today.

Nothing is copied: sheets and figures are read where cities write and take back, at each request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agora.search.vector import words_query
from club_utilisateurs.models import Member, Topic
from club_utilisateurs.queries.cities import cards
from club_utilisateurs.queries.likeness import resembles
from club_utilisateurs.queries.people import city_names
from tenants.disclosure.sheets import FIGURES, KINDS, Figure, Read, figures_of
from tenants.models import CityCard, Disclosure, SharedBlueprint, SharedSheet
from tenants.registries import module_labels

ON_A_LINE = ("participants", "contributions", "attendance")
TALKED = 5


@dataclass(frozen=True)
class Line:
    """A sheet in the list: its city, what it is, its largest figures."""

    sheet: SharedSheet
    city: str
    kind: str
    figures: list[Figure]
    lead: str


@dataclass(frozen=True)
class Page:
    """One sheet with all that stands around it."""

    sheet: SharedSheet
    card: CityCard | None
    city: str
    kind: str
    modules: list[str]
    read: Read
    blueprint: SharedBlueprint | None

    @property
    def signature(self) -> str:
        """The person who agreed to be named, and the city."""
        return f"{self.sheet.by_label}, {self.city}" if self.sheet.by_label else self.city


def shown() -> QuerySet[SharedSheet]:
    """What members may read, the last published first."""
    return SharedSheet.objects.filter(hidden_at__isnull=True).defer("search", "words")


def sheets(member: Member | None, filters: Mapping[str, Any]) -> QuerySet[SharedSheet]:
    """The sheets that match: `module`, `genre`, `taille`, `q`."""
    rows = shown()
    if module := filters.get("module"):
        rows = rows.filter(modules__contains=[module])
    if kind := filters.get("genre"):
        rows = rows.filter(kind=kind)
    if filters.get("taille"):
        rows = rows.filter(city__in=_cities_like(member))
    if text := filters.get("q"):
        rows = rows.filter(search__matches=words_query(text))
    return rows


def _cities_like(member: Member | None) -> list[int]:
    """Cities that resemble this member's; none for the provider's people."""
    every = {card.pk: card for card in cards()}
    own = every.get(member.city_id) if member and member.city_id else None
    return [pk for pk, card in every.items() if resembles(card, own)] if own else []


def lines(rows: Iterable[SharedSheet]) -> list[Line]:
    """Put cities and figures on a page of sheets: two queries, whatever its length."""
    found = list(rows)
    names = city_names(sheet.city_id for sheet in found)
    figures = _figures(found)
    return [
        Line(
            sheet=sheet,
            city=str(names[sheet.city_id]),
            kind=str(KINDS.get(sheet.kind, "")),
            figures=_large(figures.get((sheet.city_id, sheet.subject_ref), [])),
            lead=str(sheet.content.get("aim") or sheet.content.get("result") or ""),
        )
        for sheet in found
    ]


def _figures(found: Iterable[SharedSheet]) -> dict[tuple[int, str], list[Disclosure]]:
    wanted = Q()
    for sheet in found:
        wanted |= Q(city=sheet.city_id, subject_ref=sheet.subject_ref)
    gathered: dict[tuple[int, str], list[Disclosure]] = {}
    if wanted:
        for row in Disclosure.objects.filter(wanted, key__startswith=FIGURES):
            gathered.setdefault((row.city_id, row.subject_ref), []).append(row)
    return gathered


def _large(rows: list[Disclosure]) -> list[Figure]:
    return [figure for figure in figures_of(rows) if figure.name in ON_A_LINE][:2]


def sheet_named(uid: Any) -> SharedSheet | None:
    """One sheet, hidden or not; None once its city took it back."""
    return SharedSheet.objects.defer("search", "words").filter(uid=uid).first()


def page_of(sheet: SharedSheet) -> Page:
    """All that the page of a sheet shows, but what members say of it: three queries."""
    card = CityCard.objects.filter(pk=sheet.city_id).first()
    labels = module_labels()
    rows = Disclosure.objects.filter(
        city=sheet.city_id, subject_ref=sheet.subject_ref, key__startswith=FIGURES
    )
    figures = figures_of(rows, sheet.content.get("figures", ()))
    return Page(
        sheet=sheet,
        card=card,
        city=card.name if card else _("Ancienne ville membre"),
        kind=str(KINDS.get(sheet.kind, "")),
        modules=[labels[kind] for kind in sheet.modules if kind in labels],
        read=Read(sheet.title, sheet.content, figures),
        blueprint=_blueprint(sheet),
    )


def _blueprint(sheet: SharedSheet) -> SharedBlueprint | None:
    """The last version of the blueprint this sheet tells the outcome of."""
    rows = SharedBlueprint.objects.filter(
        sheet_uid=sheet.uid, withdrawn_at__isnull=True, hidden_at__isnull=True
    )
    return rows.only("uid", "version", "title", "city_name").order_by("-version").first()


def talk_about(sheet: SharedSheet) -> list[Topic]:
    """The last topics that discuss it."""
    rows = Topic.objects.filter(about_kind="sheet", about_uid=sheet.uid, hidden_at__isnull=True)
    return list(rows.only("title", "posts_count", "last_at").order_by("-last_at")[:TALKED])
