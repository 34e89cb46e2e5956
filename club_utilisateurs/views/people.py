"""A member's own pages: the charter, the first entry, what is shown, leaving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agora.rules import SYSTEM, anyone, door
from agora.ui import page
from club_utilisateurs import farewell, gate, sessions
from club_utilisateurs.actions import people as actions
from club_utilisateurs.forms.people import KeepForm, PlaceForm, WelcomeForm
from club_utilisateurs.models import CHARTER_VERSION, Member
from club_utilisateurs.queries.people import city_names, member_of
from club_utilisateurs.rules import has_entered, is_member
from tenants.disclosure.passes import local_path

MINE = (
    ("club_utilisateurs:drafts", gettext_lazy("Mes brouillons")),
    ("club_utilisateurs:kept", gettext_lazy("Mes messages gardés")),
    ("club_utilisateurs:follows", gettext_lazy("Mes abonnements")),
    ("notices:list", gettext_lazy("Mes notifications")),
    ("notices:preferences", gettext_lazy("Ce que je reçois par e-mail")),
)


@door(anyone)
def charter(request: HttpRequest) -> HttpResponse:
    """The charter, for everybody."""
    return page(request, "club_utilisateurs/charter.html", version=CHARTER_VERSION)


@door(has_entered)
def welcome(request: HttpRequest) -> HttpResponse:
    """The first entry, and each time the charter changed."""
    member = _member(request)
    goal = local_path(request.POST.get("suite") or request.GET.get("suite") or "/")
    form = WelcomeForm(request.POST or None, member=member)
    if form.is_valid():
        said = {key: form.cleaned_data[key] for key in ("shows_name", "shows_title")}
        actions.agree(actor=request.user, member=member, **said)
        return redirect(goal)
    return _page(request, "club_utilisateurs/welcome.html", form, member=member, next=goal)


@door(is_member)
def me(request: HttpRequest) -> HttpResponse:
    """What is shown of me, and my own lists."""
    member = _member(request)
    form = PlaceForm(request.POST or None, member=member)
    if form.is_valid():
        actions.change_shown(actor=request.user, member=member, **form.cleaned_data)
        messages.success(request, _("C’est enregistré."))
        return redirect("club_utilisateurs:me")
    return _page(request, "club_utilisateurs/me.html", form, member=member, mine=_mine())


@door(is_member)
def leave(request: HttpRequest) -> HttpResponse:
    """Leave the club of one's own will."""
    member = _member(request)
    form = KeepForm(request.POST or None, member=member)
    if form.is_valid():
        actions.leave_club(actor=request.user, member=member, **form.cleaned_data)
        sessions.forget(request)
        return page(request, "club_utilisateurs/left.html")
    return _page(request, "club_utilisateurs/leave.html", form, member=member)


@door(anyone)
def goodbye(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether one's name stays, once out: whoever holds the link, once."""
    try:
        said = farewell.read(token)
        member = Member.objects.get(uid=said.member)
    except (farewell.BadLink, Member.DoesNotExist):
        return page(request, "club_utilisateurs/goodbye_over.html", status=410)
    form = KeepForm(request.POST or None, member=member)
    if not form.is_valid():
        link = request.path
        return _page(request, "club_utilisateurs/goodbye.html", form, link=link)
    try:
        with transaction.atomic():
            actions.settle_name(actor=SYSTEM, member=member, jti=said.jti, **form.cleaned_data)
    except gate.Replayed:
        return page(request, "club_utilisateurs/goodbye_over.html", status=410)
    return page(request, "club_utilisateurs/left.html")


def _member(request: HttpRequest) -> Member:
    member = member_of(request.user)
    assert member is not None  # the door
    return member


def _page(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound and not form.is_valid() else 200
    if member := context.get("member"):
        context |= _previews(member)
    return page(request, template, status=status, form=form, **context)


def _previews(member: Member) -> dict[str, Any]:
    """My signature, as it is read with a name and without."""
    without = Member(city_id=member.city_id, name=member.name, shows_name=False, shows_title=False)
    whole = Member(city_id=member.city_id, name=member.name, title=member.title)
    return {"names": city_names([member.city_id]), "whole": whole, "without": without}


def _mine() -> list[tuple[str, Any]]:
    """The links to one's own lists, those that this club has."""
    found = []
    for name, label in MINE:
        try:
            found.append((reverse(name), label))
        except NoReverseMatch:
            continue
    return found
