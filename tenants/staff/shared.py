"""« Ce que nous partageons », under /gestion/club/partage/: all that left, one switch each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agora.rules import door
from agora.ui import page
from tenants import queries
from tenants.actions import sharing as actions
from tenants.disclosure.levels import NeverLeaves, value_of
from tenants.disclosure.sheets import words_of
from tenants.disclosure.words import said
from tenants.models import Level, OwnDisclosure, OwnSheet
from tenants.registries import disclosures, shared_pages, subjects
from tenants.rules import shares

TAKEN_BACK = "club_taken_back"
SHEET_TAKEN_BACK = "club_sheet_taken_back"
"""In the session: the last value and the last sheet taken back, for « Annuler »."""


@dataclass(frozen=True)
class Line:
    """One value that left, as the page tells it."""

    row: OwnDisclosure
    label: str
    text: str
    words: list[str]
    can_refresh: bool

    @property
    def is_of_card(self) -> bool:
        """Whether it stands on the city's card."""
        return self.row.key.startswith("card.")


@door(shares)
def shared(request: HttpRequest) -> HttpResponse:
    """Every value that left this city: to whom, since when, who agreed to which words."""
    lines = [_line(one) for one in queries.own_values()]
    sheets = [(one, _page_of("sheet", one)) for one in queries.own_sheets()]
    blueprints = [(one, _page_of("blueprint", one)) for one in queries.own_blueprints()]
    return page(
        request,
        "tenants/club/shared.html",
        of_card=[one for one in lines if one.is_of_card],
        figures=[one for one in lines if not one.is_of_card],
        sheets=sheets,
        blueprints=blueprints,
        grants=[_person(str(one.staff_uid)) for one in queries.own_grants()],
        nothing=not (lines or sheets or blueprints),
    )


def _line(row: OwnDisclosure) -> Line:
    item = disclosures.get(row.key, None)
    return Line(
        row=row,
        label=str(item.label) if item else row.key,
        text=str(item.text) if item else "",
        words=said(row.key, row.value),
        can_refresh=row.level == Level.AGGREGATE and "consultation" in subjects,
    )


def _page_of(kind: str, row: Any) -> str:
    return shared_pages.get(kind)(row) if kind in shared_pages else ""


def _person(uid: str) -> Any:
    return subjects.get("staff")(uid) if "staff" in subjects else None


@door(shares)
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """« Ne plus partager »: gone at once, and given back by « Annuler »."""
    row = _asked(request)
    actions.withdraw_value(actor=request.user, subject=row.subject_ref, key=row.key)
    request.session[TAKEN_BACK] = {
        "subject": row.subject_ref, "key": row.key, "value": row.value,
    }  # fmt: skip
    _told(request, _("Ce n’est plus partagé."), reverse("tenants_staff:shared_restore"))
    return _back(request)


@door(shares)
@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """Share again what was just taken back."""
    kept = request.session.pop(TAKEN_BACK, None)
    if kept is None:
        raise Http404
    actions.share_value(actor=request.user, **kept)
    messages.success(request, _("C’est de nouveau partagé."))
    return _back(request)


@door(shares)
@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """« Actualiser »: compute a figure again, as it is today."""
    row = _asked(request)
    find = subjects.get("consultation", None)
    subject = find(row.subject_ref) if find else None
    found = None
    if subject is not None:
        try:
            found = value_of(row.key, subject)
        except NeverLeaves as gone:
            raise Http404 from gone
    if found is None:
        messages.error(
            request,
            _("Ce chiffre ne peut plus être calculé. Vous pouvez le laisser, ou le retirer."),
        )
        return _back(request)
    actions.share_value(actor=request.user, subject=row.subject_ref, key=row.key, value=found)
    messages.success(request, _("Le chiffre est à jour."))
    return _back(request)


@door(shares)
@require_POST
def withdraw_sheet(request: HttpRequest, uid: Any) -> HttpResponse:
    """Take a sheet out of the club and off the web; the city keeps its text."""
    row = next((one for one in queries.own_sheets() if one.uid == uid), None)
    if row is None:
        raise Http404
    actions.withdraw_sheet(actor=request.user, uid=uid)
    request.session[SHEET_TAKEN_BACK] = {"uid": str(uid), "fields": _fields(row)}
    _told(request, _("La fiche n’est plus publiée."), reverse("tenants_staff:shared_sheet_back"))
    return _back(request)


@door(shares)
@require_POST
def sheet_back(request: HttpRequest) -> HttpResponse:
    """Publish again the sheet that was just taken back."""
    kept = request.session.pop(SHEET_TAKEN_BACK, None)
    if kept is None:
        raise Http404
    actions.share_sheet(actor=request.user, uid=UUID(kept["uid"]), fields=kept["fields"])
    messages.success(request, _("La fiche est de nouveau publiée."))
    return _back(request)


def _fields(row: OwnSheet) -> dict[str, Any]:
    return {
        "subject_ref": row.subject_ref,
        "title": row.title,
        "content": row.content,
        "kind": row.kind,
        "modules": row.modules,
        "held_on": row.held_on.isoformat() if row.held_on else None,
        "public": row.public,
        "by_label": row.by_label,
        "words": words_of(row.content),
    }


@door(shares)
@require_POST
def withdraw_blueprint(request: HttpRequest, uid: Any) -> HttpResponse:
    """Take a blueprint off the shelf; drafts made from it are their cities' own."""
    actions.withdraw_blueprint(actor=request.user, uid=uid)
    again = reverse("tenants_staff:shared_blueprint_back", args=[uid])
    _told(request, _("Le modèle n’est plus proposé."), again)
    return _back(request)


@door(shares)
@require_POST
def blueprint_back(request: HttpRequest, uid: Any) -> HttpResponse:
    """Put a blueprint back on the shelf."""
    actions.withdraw_blueprint(actor=request.user, uid=uid, back=True)
    messages.success(request, _("Le modèle est de nouveau proposé."))
    return _back(request)


def _asked(request: HttpRequest) -> OwnDisclosure:
    row = queries.own_value(request.POST.get("subject", ""), request.POST.get("key", ""))
    if row is None:
        raise Http404
    return row


def _told(request: HttpRequest, words: str, undo: str) -> None:
    messages.success(request, words, extra_tags=f"undo:{undo}")


def _back(request: HttpRequest) -> HttpResponse:
    """To the card when one was there, else to the list of all that is shared."""
    to_card = request.POST.get("back") == "card"
    return redirect("tenants_staff:card" if to_card else "tenants_staff:shared")
