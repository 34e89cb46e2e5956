"""« Ce que nous partageons », under /gestion/club/partage/: all that left, one switch each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agora.rules import door, post_only
from agora.ui import page
from tenants import queries
from tenants.actions import sharing as actions
from tenants.disclosure.levels import NeverLeaves, value_of
from tenants.disclosure.words import said
from tenants.models import Level, OwnDisclosure
from tenants.registries import disclosures, shared_pages, subjects
from tenants.rules import shares

TAKEN_BACK = "club_taken_back"
"""In the session: the last value taken back, for « Annuler »."""


@dataclass(frozen=True)
class Line:
    """One value that left, as the page tells it."""

    row: OwnDisclosure
    label: str
    text: str
    words: list[str]
    can_refresh: bool
    about: str

    @property
    def is_of_card(self) -> bool:
        """Whether it stands on the city's card."""
        return self.row.key.startswith("card.")


@door(shares)
def shared(request: HttpRequest) -> HttpResponse:
    """Every value that left this city: to whom, since when, who agreed to which words."""
    published = list(queries.own_sheets())
    titles = {one.subject_ref: one.title for one in published}
    lines = [_line(one, titles) for one in queries.own_values()]
    sheets = [_published("sheet", one) for one in published]
    blueprints = [_published("blueprint", one) for one in queries.own_blueprints()]
    return page(
        request,
        "tenants/club/shared.html",
        of_card=[one for one in lines if one.is_of_card],
        figures=[one for one in lines if not one.is_of_card],
        sheets=sheets,
        blueprints=blueprints,
        team=queries.in_the_club(),
        nothing=not (lines or sheets or blueprints),
    )


def _line(row: OwnDisclosure, titles: Mapping[str, str]) -> Line:
    item = disclosures.get(row.key, None)
    return Line(
        row=row,
        label=str(item.label) if item else row.key,
        text=str(item.text) if item else "",
        words=said(row.key, row.value),
        can_refresh=row.level == Level.AGGREGATE and "consultation" in subjects,
        about=titles.get(row.subject_ref) or row.subject_ref,
    )


def _published(kind: str, row: Any) -> tuple[Any, str, str]:
    pages = shared_pages.get(kind)
    return row, pages.page(row), pages.withdraw(row)


@door(shares)
@post_only
def withdraw(request: HttpRequest) -> HttpResponse:
    """« Ne plus partager »: gone at once, and given back by « Annuler »."""
    row = _asked(request)
    actions.withdraw_value(actor=request.user, subject=row.subject_ref, key=row.key)
    request.session[TAKEN_BACK] = {
        "subject": row.subject_ref, "key": row.key, "value": row.value,
    }  # fmt: skip
    undo = reverse("tenants_staff:shared_restore")
    messages.success(request, _("Ce n’est plus partagé."), extra_tags=f"undo:{undo}")
    return _back(request)


@door(shares)
@post_only
def restore(request: HttpRequest) -> HttpResponse:
    """Share again what was just taken back."""
    kept = request.session.pop(TAKEN_BACK, None)
    if kept is None:
        raise Http404
    actions.share_value(actor=request.user, **kept)
    messages.success(request, _("C’est de nouveau partagé."))
    return _back(request)


@door(shares)
@post_only
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


def _asked(request: HttpRequest) -> OwnDisclosure:
    row = queries.own_value(request.POST.get("subject", ""), request.POST.get("key", ""))
    if row is None:
        raise Http404
    return row


def _back(request: HttpRequest) -> HttpResponse:
    """To the card when one was there, else to the list of all that is shared."""
    to_card = request.POST.get("back") == "card"
    return redirect("tenants_staff:card" if to_card else "tenants_staff:shared")
