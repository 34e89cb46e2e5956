"""The figures of a sheet: what is out, and what would leave if one ticked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from participation.sharing.models import Sheet
from participation.sharing.queries.sheets import figures_out
from tenants.disclosure.levels import value_of
from tenants.disclosure.sheets import FIGURES, Figure
from tenants.models import OwnDisclosure
from tenants.registries import Disclosed, disclosures


@dataclass(frozen=True)
class Offer:
    """One figure as it is out, or as it would leave."""

    key: str
    item: Disclosed
    figure: Figure
    shared_at: datetime | None
    by_label: str
    stale: bool

    @property
    def is_out(self) -> bool:
        """Is it shared now?"""
        return self.shared_at is not None


def offered(sheet: Sheet) -> list[Offer]:
    """Every figure there is something to say of; computed afresh while there is what to count."""
    out = figures_out(sheet)
    found = [
        _offer(key, item, sheet, out.get(key))
        for key, item in disclosures.items()
        if key.startswith(FIGURES)
    ]
    return [offer for offer in found if offer is not None]


def _offer(key: str, item: Disclosed, sheet: Sheet, out: OwnDisclosure | None) -> Offer | None:
    fresh: Any = value_of(key, sheet.consultation) if sheet.consultation else None
    value = out.value if out else fresh
    if value is None:
        return None
    return Offer(
        key=key,
        item=item,
        figure=Figure(key, item.label, item.unit, value, out.computed_at if out else None),
        shared_at=out.computed_at if out else None,
        by_label=out.by_label if out else "",
        stale=out is not None and sheet.consultation is not None and fresh != out.value,
    )
