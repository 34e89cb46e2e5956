"""The team: who does what, invitations, people shut out (/gestion/equipe/)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from agora.context import house
from agora.rules import door, post_only
from agora.ui import page

from . import actions, forms, queries, rules


@door(rules.leads_team)
def team(request: HttpRequest) -> HttpResponse:
    """Who is in the team, and who is on the way."""
    found = queries.team_listed(role=request.GET.get("role", ""), state=request.GET.get("etat", ""))
    return _page(
        request,
        "accounts/staff/team.html",
        members=[(member, queries.job_labels(member)) for member in found],
        invitations=queries.open_invitations(),
        all_roles=queries.known_roles(),
        role=request.GET.get("role", ""),
        state=request.GET.get("etat", ""),
    )


@door(rules.leads_team)
def invite(request: HttpRequest) -> HttpResponse:
    """Send someone the link by which they join."""
    form = forms.InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invitation = actions.invite(actor=request.user, **form.cleaned_data)
        messages.success(
            request, _("L’invitation est partie à %(email)s.") % {"email": invitation.email}
        )
        return redirect(f"{_space()}:team")
    status = 422 if form.errors else 200
    return _page(request, "accounts/staff/invite.html", status=status, form=form)


@post_only
@door(rules.leads_team)
def revoke(request: HttpRequest, uid: str) -> HttpResponse:
    """Make a link stop working."""
    invitation = get_object_or_404(queries.open_invitations(), uid=uid)
    actions.revoke_invitation(actor=request.user, invitation=invitation)
    messages.success(request, _("L’invitation ne fonctionne plus."))
    return redirect(f"{_space()}:team")


@door(rules.leads_team)
def member(request: HttpRequest, uid: str) -> HttpResponse:
    """Change what someone does in the team."""
    found = queries.member_or_404(uid)
    form = forms.RolesForm(
        request.POST if request.method == "POST" else None,
        initial={"roles": sorted(queries.roles_held(found))},
    )
    if request.method == "POST" and form.is_valid():
        actions.change_roles(actor=request.user, user=found, **form.cleaned_data)
        messages.success(request, _("Les rôles sont enregistrés."))
        return redirect(f"{_space()}:team")
    status = 422 if form.errors else 200
    return _page(
        request,
        "accounts/staff/member.html",
        status=status,
        member=found,
        form=form,
        myself=found.pk == request.user.pk,
    )


@post_only
@door(rules.leads_team)
def deactivate(request: HttpRequest, uid: str) -> HttpResponse:
    """Shut someone out at once."""
    found = actions.deactivate(actor=request.user, user=queries.member_or_404(uid))
    messages.success(request, _("Le compte de %(name)s est fermé.") % {"name": found})
    return redirect(f"{_space()}:team")


@post_only
@door(rules.leads_team)
def reactivate(request: HttpRequest, uid: str) -> HttpResponse:
    """Let someone in again."""
    found = actions.reactivate(actor=request.user, user=queries.member_or_404(uid))
    messages.success(request, _("Le compte de %(name)s est rouvert.") % {"name": found})
    return redirect(f"{_space()}:team")


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    provider = house() == "public"
    frame = "ui/provider.html" if provider else "ui/staff.html"
    return page(request, template, frame=frame, space=_space(), **context)


def _space() -> str:
    """Say under which names these pages stand: the provider's people have a team too."""
    return "accounts_provider" if house() == "public" else "accounts_staff"
