"""Who may write what the city shares, and who lets it out."""

from __future__ import annotations

from typing import Any

from participation.consultations.models import Consultation
from participation.consultations.rules import can_edit
from participation.sharing.models import Sheet
from participation.sharing.queries.sheets import BEGUN
from tenants.rules import shares


def can_begin_sheet(*, actor: Any, consultation: Consultation) -> bool:
    """Whoever edits the consultation, once it has begun."""
    return consultation.state in BEGUN and can_edit(actor=actor, consultation=consultation)


def can_write_sheet(*, actor: Any, sheet: Sheet) -> bool:
    """Whoever edits the consultation; once that is gone, whoever answers for what is shared."""
    if shares(actor=actor):
        return True
    consultation = sheet.consultation
    return consultation is not None and can_edit(actor=actor, consultation=consultation)


def can_share_sheet(*, actor: Any, sheet: Sheet) -> bool:
    """Letting something out is for those who answer for it."""
    return shares(actor=actor)
