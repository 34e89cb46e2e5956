"""Writing an experience sheet, letting it out with the figures one chose, taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone

from agora.action import action
from agora.ui.words import clean_line, clean_text
from participation.consultations.models import Consultation
from participation.sharing import confirming, figures, prefill
from participation.sharing.models import Sheet
from participation.sharing.queries.sheets import figures_out, shared_row, team_names
from participation.sharing.rules import can_begin_sheet, can_share_sheet, can_write_sheet
from tenants.actions import sharing
from tenants.disclosure.levels import value_of
from tenants.disclosure.sheets import TEXTS, words_of

NUMBERS = ("euros", "days")


class SaysTooLittle(Exception):
    """A sheet without a result and without what one would do again teaches nobody."""


class Changed(Exception):
    """Somebody wrote in the sheet after it was shown for the last reading."""


class Doubtful(Exception):
    """Something in it may tell of a person, and nobody confirmed it."""


class Gone(Exception):
    """The consultation was deleted: nothing can be counted again."""


@action("sheet.begun", rule=can_begin_sheet, begins=True)
def begin_sheet(*, actor: Any, consultation: Consultation) -> Sheet:
    """Begin the sheet of a consultation with what it says of itself; begun twice, it is there."""
    sheet, _new = Sheet.objects.get_or_create(
        subject_ref=consultation.reference,
        defaults={
            "consultation": consultation,
            "title": consultation.title,
            "content": prefill.content_of(consultation),
        },
    )
    return sheet


@action("sheet.saved", rule=can_write_sheet)
def save_sheet(*, actor: Any, sheet: Sheet, title: str, content: Mapping[str, Any]) -> Sheet:
    """Keep what is written, finished or not: nothing leaves."""
    sheet.title = clean_line(title)[:200] or sheet.title
    texts = {key: clean_text(str(content.get(key) or "")) for key in TEXTS}
    numbers = {key: content[key] for key in NUMBERS if content.get(key) is not None}
    sheet.content = {key: text for key, text in texts.items() if text} | numbers
    sheet.save(update_fields=["title", "content", "updated_at"])
    return sheet


@action("sheet.figures_chosen", rule=can_share_sheet)
def choose_figures(*, actor: Any, sheet: Sheet, keys: Collection[str]) -> Sheet:
    """Let out the figures ticked, take back those unticked, leave the others as they were."""
    out = figures_out(sheet)
    for key in sorted(set(out) - set(keys)):
        sharing.withdraw_value(actor=actor, subject=sheet.subject_ref, key=key)
    for key in sorted(set(keys) - set(out)):
        _share(actor, sheet, key)
    return sheet


@action("sheet.figure_refreshed", rule=can_share_sheet)
def refresh_figure(*, actor: Any, sheet: Sheet, key: str) -> Sheet:
    """Count again a figure that is out, and date it of today."""
    if key in figures_out(sheet):
        _share(actor, sheet, key)
    return sheet


def _share(actor: Any, sheet: Sheet, key: str) -> None:
    consultation = figures.find(sheet.subject_ref)
    if consultation is None:
        raise Gone(key)
    value = value_of(key, consultation)
    if value is None:  # nothing to give any more: what was said of it would be false
        sharing.withdraw_value(actor=actor, subject=sheet.subject_ref, key=key)
        return
    sharing.share_value(actor=actor, subject=sheet.subject_ref, key=key, value=value)


@action("sheet.published", rule=can_share_sheet)
def publish_sheet(
    *,
    actor: Any,
    sheet: Sheet,
    seen: str,
    signed_by: str = "",
    public: bool = False,
    confirmed: Collection[str] = (),
) -> Sheet:
    """Let the sheet out, or its next version; `seen` is its state when it was read again."""
    sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if seen != sheet.state:
        raise Changed(sheet.reference)
    if not (sheet.content.get("result") or sheet.content.get("again")):
        raise SaysTooLittle(sheet.reference)
    found = confirming.doubts(sheet.title, sheet.content, team_names())
    if {doubt.mark for doubt in found} - set(confirmed):
        raise Doubtful(sheet.reference)
    sheet.signed_by, sheet.public = signed_by, public
    sheet.given = _fields(sheet)
    return _let_out(actor, sheet, sheet.given)


@action("sheet.taken_back", rule=can_share_sheet)
def take_back_sheet(*, actor: Any, sheet: Sheet) -> Sheet:
    """Take the sheet out of the club and off the web; it stays here, and can be put back."""
    sharing.withdraw_sheet(actor=actor, uid=sheet.uid)
    return sheet


@action("sheet.put_back", rule=can_share_sheet)
def put_back_sheet(*, actor: Any, sheet: Sheet) -> Sheet:
    """Undo the withdrawal: what left is out again, word for word."""
    if sheet.given is None or shared_row(sheet) is not None:
        return sheet
    return _let_out(actor, sheet, sheet.given)


def _fields(sheet: Sheet) -> dict[str, Any]:
    """What leaves: nothing that is not named here."""
    return {
        "subject_ref": sheet.subject_ref,
        "title": sheet.title,
        "content": {**sheet.content, "figures": sorted(figures_out(sheet))},
        "public": sheet.public,
        "by_label": sheet.signed_by,
        "words": words_of(sheet.content),
        **_facts(sheet),
    }


def _facts(sheet: Sheet) -> dict[str, Any]:
    """Its kind, its tools, its last day; those said before once the consultation is gone."""
    consultation = sheet.consultation
    if consultation is None:
        before = sheet.given or {}
        return {name: before[name] for name in ("kind", "modules", "held_on") if name in before}
    kinds = consultation.components.order_by("kind").values_list("kind", flat=True)
    return {
        "kind": consultation.kind,
        "modules": list(kinds.distinct()),
        "held_on": consultation.ends_on.isoformat() if consultation.ends_on else None,
    }


def _let_out(actor: Any, sheet: Sheet, fields: Mapping[str, Any]) -> Sheet:
    sharing.share_sheet(actor=actor, uid=sheet.uid, fields=fields)
    sheet.published_at = timezone.now()
    sheet.version = F("version") + 1
    sheet.save(update_fields=["signed_by", "public", "given", "published_at", "version"])
    sheet.refresh_from_db(fields=["version"])
    return sheet
