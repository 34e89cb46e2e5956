"""The library of blueprints: the list, one of them, taking it home."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify

from agora.mail.house import absolute_at
from agora.rules import door, post_only
from agora.ui import page
from agora.ui.paging import paginate
from club_utilisateurs import homes
from club_utilisateurs.actions.blueprints import pick_up
from club_utilisateurs.forms.library import LibraryFilter
from club_utilisateurs.library import Reading
from club_utilisateurs.queries import blueprints as reads
from club_utilisateurs.queries.people import member_of
from club_utilisateurs.rules import is_member
from tenants.disclosure.blueprints import EXTENSION
from tenants.models import SharedBlueprint


@door(is_member)
def blueprints(request: HttpRequest) -> HttpResponse:
    """Every blueprint, most taken up first; the filters stand in the URL."""
    card = reads.card_of(member_of(request.user))
    form = LibraryFilter(request.GET, has_city=card is not None)
    chosen = form.chosen()
    rows = paginate(reads.library(card, chosen), request, per_page=20)
    return page(
        request,
        "club_utilisateurs/blueprints.html",
        form=form,
        filter_chips=form.chips(),
        chosen=chosen,
        rows=rows,
        lines=[(row, _reading_of(row)) for row in rows],
    )


def _reading_of(row: SharedBlueprint) -> Reading:
    facts = {name: getattr(row, name) for name in ("phases", "components", "length")}
    setup = {name: value for name, value in facts.items() if value is not None}
    return Reading({"parts": {"consultations": setup}})


@door(is_member)
def blueprint(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One version, the newest unless told: its weeks, what it gave, how to take it home."""
    asked = request.GET.get("version", "")
    found = reads.find(uid, int(asked) if asked.isdecimal() and len(asked) < 7 else None)
    if found is None:
        raise Http404
    if found.withdrawn_at or found.hidden_at:
        return _gone(request, found)
    home = reads.card_of(member_of(request.user))
    reading = Reading(found.manifest)
    answer = page(
        request,
        "club_utilisateurs/blueprint.html",
        blueprint=found,
        reading=reading,
        around=reads.around(found),
        home=home,
        fit=reading.fit(home.modules) if home else None,
    )
    return homes.lets_go(answer, home.host) if home else answer


@door(is_member)
@post_only
def use(request: HttpRequest, uid: uuid.UUID, version: int) -> HttpResponse:
    """Note it, and lead to the member's own city, which says what it would do there."""
    found = reads.find(uid, version)
    home = reads.card_of(member_of(request.user))
    if found is None or home is None:
        raise Http404
    if found.withdrawn_at or found.hidden_at:
        return _gone(request, found)
    pick_up(actor=request.user, blueprint=found)
    there = absolute_at(home.host, f"/gestion/modeles/{uid}/{version}/")
    return homes.lets_go(HttpResponse(status=303, headers={"Location": there}), home.host)


@door(is_member)
def download(request: HttpRequest, uid: uuid.UUID, version: int) -> HttpResponse:
    """Give the signed file."""
    found = reads.file_of(uid, version)
    if found is None:
        raise Http404
    name = f"{slugify(found.title)[:60] or 'modele'}-v{version}.{EXTENSION}"
    return HttpResponse(
        bytes(found.content),
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _gone(request: HttpRequest, found: SharedBlueprint) -> HttpResponse:
    """Say why it is not there any more, and nothing of what it said."""
    return page(request, "club_utilisateurs/blueprint_gone.html", status=410, blueprint=found)
