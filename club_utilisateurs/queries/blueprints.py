"""Reads: the library of blueprints, one of them with all its page tells."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce

from agora.search.vector import words_query
from club_utilisateurs.library import Figure, figures_of
from club_utilisateurs.models import AnnouncedVersion, Member, Topic
from club_utilisateurs.queries.likeness import alike
from tenants.models import (
    BlueprintReuse,
    CityCard,
    Disclosure,
    SharedBlueprint,
    SharedSheet,
)

MOST_OTHERS = 20


def on_shelf() -> QuerySet[SharedBlueprint]:
    """Return every version neither withdrawn nor hidden."""
    return SharedBlueprint.objects.filter(withdrawn_at__isnull=True, hidden_at__isnull=True)


def _newest() -> Q:
    last = on_shelf().filter(uid=OuterRef("uid")).order_by("-version").values("pk")[:1]
    return Q(pk=Subquery(last))


def _reuses() -> Coalesce:
    rows = BlueprintReuse.objects.filter(blueprint_uid=OuterRef("uid")).order_by()
    counted = rows.values("blueprint_uid").annotate(n=Count("city", distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)


def library(card: CityCard | None, chosen: Mapping[str, Any]) -> QuerySet[SharedBlueprint]:
    """Return the newest version of each, most taken up first, with what its line shows."""
    rows = on_shelf().filter(_newest())
    if tool := chosen.get("outil"):
        path = "manifest__parts__consultations__components__contains"
        rows = rows.filter(**{path: [{"kind": tool}]})
    if chosen.get("proches") and card is not None:
        rows = rows.filter(city__in=alike(card).values("pk"))
    if words := chosen.get("q"):
        rows = rows.filter(search__matches=words_query(words))
    setup = KeyTransform("consultations", KeyTransform("parts", "manifest"))
    return (
        rows.annotate(
            reuses=_reuses(),
            phases=KeyTransform("phases", setup),
            components=KeyTransform("components", setup),
            length=KeyTransform("length", setup),
        )
        .defer("manifest", "content", "words", "search")
        .order_by(F("reuses").desc(), "-published_at", "-pk")
    )


def card_of(member: Member | None) -> CityCard | None:
    """Return the card of a member's own city; the provider's people have none."""
    if member is None or member.city_id is None:
        return None
    return CityCard.objects.filter(pk=member.city_id).first()


def find(uid: uuid.UUID, version: int | None = None) -> SharedBlueprint | None:
    """Return a version, the newest on the shelf unless told; withdrawn or hidden too."""
    rows = SharedBlueprint.objects.filter(uid=uid).defer("content", "words", "search")
    if version is not None:
        return rows.filter(version=version).first()
    on_it = Q(withdrawn_at__isnull=True, hidden_at__isnull=True)
    return rows.annotate(stands=on_it).order_by("-stands", "-version").first()


def file_of(uid: uuid.UUID, version: int) -> SharedBlueprint | None:
    """Return a version that is on the shelf, with its file."""
    return on_shelf().filter(uid=uid, version=version).only("title", "content").first()


@dataclass(frozen=True)
class Elsewhere:
    """What came of a blueprint in one city that published its sheet."""

    city: str
    population: int | None
    sheet: SharedSheet
    figures: list[Figure]


@dataclass(frozen=True)
class Around:
    """All that stands around one version: who took it, what came of it, where it comes from."""

    reuses: int
    versions: list[SharedBlueprint]
    parent: SharedBlueprint | None
    children: list[SharedBlueprint]
    sheet: SharedSheet | None
    outcomes: list[Elsewhere]
    card: CityCard | None
    topics: list[Topic] = field(default_factory=list)

    @property
    def figures(self) -> list[Figure]:
        """The figures of its own outcome sheet that are large enough to be written large."""
        own = next((one.figures for one in self.outcomes if one.sheet == self.sheet), [])
        return [one for one in own if not one.is_small][:3]

    @property
    def columns(self) -> list[Any]:
        """The labels of the table: the figures at least one city lets out."""
        return list(dict.fromkeys(one.label for row in self.outcomes for one in row.figures))[:3]

    @property
    def table(self) -> list[tuple[Elsewhere, list[str]]]:
        """City by city, a cell for each column; nothing where the city lets nothing out."""
        return [
            (row, [values.get(label, "") for label in self.columns])
            for row in self.outcomes
            for values in [{one.label: one.value for one in row.figures}]
        ]


def around(blueprint: SharedBlueprint) -> Around:
    """Read what stands around a blueprint, in a fixed number of queries."""
    light = on_shelf().defer("content", "manifest", "words", "search")
    versions = list(light.filter(uid=blueprint.uid).order_by("-version"))
    made_from = Q(uid=blueprint.parent_uid) & Q(version=blueprint.parent_version)
    parent = light.filter(made_from).first()
    children = list(
        light.filter(parent_uid=blueprint.uid).filter(_newest()).order_by("-published_at")
        [:MOST_OTHERS]
    )  # fmt: skip
    wanted = [one.sheet_uid for one in (blueprint, *children) if one.sheet_uid]
    found = SharedSheet.objects.filter(uid__in=wanted, hidden_at__isnull=True)
    sheets = {sheet.uid: sheet for sheet in found.defer("words", "search")}
    in_order = [sheets[uid] for uid in dict.fromkeys(wanted) if uid in sheets]
    cards = {
        card.pk: card
        for card in CityCard.objects.filter(
            pk__in=[blueprint.city_id, *(sheet.city_id for sheet in in_order)]
        )
    }
    return Around(
        reuses=_count_reuses(blueprint.uid),
        versions=versions,
        parent=parent,
        children=children,
        sheet=sheets.get(blueprint.sheet_uid),
        outcomes=_outcomes(in_order, cards),
        card=cards.get(blueprint.city_id),
        topics=list(
            Topic.objects.filter(
                about_kind="blueprint", about_uid=blueprint.uid, hidden_at__isnull=True
            ).only("title", "posts_count")[:5]
        ),
    )


def _count_reuses(uid: uuid.UUID) -> int:
    rows = BlueprintReuse.objects.filter(blueprint_uid=uid)
    return rows.values("city").distinct().count()


def _outcomes(sheets: list[SharedSheet], cards: Mapping[int | None, CityCard]) -> list[Elsewhere]:
    given: dict[tuple[int, str], list[Disclosure]] = {}
    refs = [sheet.subject_ref for sheet in sheets]
    for row in Disclosure.objects.filter(subject_ref__in=refs, key__startswith="figures."):
        given.setdefault((row.city_id, row.subject_ref), []).append(row)
    found = []
    for sheet in sheets:
        card = cards.get(sheet.city_id)
        rows = given.get((sheet.city_id, sheet.subject_ref), [])
        name = card.name if card else sheet.by_label
        found.append(Elsewhere(name, card.population if card else None, sheet, figures_of(rows)))
    return found


def untold() -> QuerySet[SharedBlueprint]:
    """Return the versions on the shelf whose news did not go out; a first one is no news."""
    told = AnnouncedVersion.objects.filter(
        blueprint_uid=OuterRef("uid"), version=OuterRef("version")
    )
    return on_shelf().filter(_newest(), ~Exists(told), version__gt=1).order_by("pk")
