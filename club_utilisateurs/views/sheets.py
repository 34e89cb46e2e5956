"""Experience sheets: the list for members, the page of one, which the web may read too."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from agora.rules import Refused, anyone, door, sign_in_first
from agora.ui import page
from agora.ui.paging import paginate
from club_utilisateurs.forms.sheets import SheetFilters
from club_utilisateurs.places import place
from club_utilisateurs.queries import sheets as queries
from club_utilisateurs.queries.people import member_of
from club_utilisateurs.rules import is_member
from tenants.models import SharedSheet

ALWAYS_ASK = "no-cache"
"""A copy kept anywhere is asked about each time: what a city takes back is gone at once."""


@door(is_member)
def sheets(request: HttpRequest) -> HttpResponse:
    """List the sheets; the filters stand in the URL."""
    form = SheetFilters(request.GET)
    chosen = form.chosen()
    shown = paginate(queries.sheets(member_of(request.user), chosen), request, per_page=20)
    return _fresh(
        page(
            request,
            "club_utilisateurs/sheets.html",
            fragment="results",
            filter_form=form,
            filter_chips=form.chips(),
            pager=shown,
            lines=queries.lines(shown),
        )
    )


@door(anyone)
def sheet(request: HttpRequest, uid: Any) -> HttpResponse:
    """One sheet: all of it for members, on the web what its city chose to publish there."""
    found = queries.sheet_named(uid)
    if is_member(actor=request.user):
        return _fresh(_for_members(request, found))
    return _fresh(_on_the_web(request, found))


def _for_members(request: HttpRequest, found: SharedSheet | None) -> HttpResponse:
    if found is None:
        raise Http404
    if found.hidden_at:
        return page(request, "club_utilisateurs/sheet_hidden.html", sheet=found)
    return _drawn(
        request,
        found,
        is_member=True,
        topics=queries.talk_about(found),
        ask_url=f"{place('ask')}?fiche={found.uid}",
    )


def _on_the_web(request: HttpRequest, found: SharedSheet | None) -> HttpResponse:
    """Whoever is nobody here learns neither what is not public nor that it exists."""
    if found is None or not found.public:
        if request.user.is_authenticated:
            raise Refused("sheet")
        return sign_in_first(request)
    if found.hidden_at:
        raise Http404
    return _drawn(request, found, is_member=False)


def _drawn(request: HttpRequest, found: SharedSheet, **around: Any) -> HttpResponse:
    return page(
        request,
        "club_utilisateurs/sheet.html",
        shown=queries.page_of(found),
        sheet=found,
        address=request.build_absolute_uri(request.path),
        **around,
    )


def _fresh(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = ALWAYS_ASK
    return answer
