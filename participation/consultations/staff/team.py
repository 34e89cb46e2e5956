"""Who does what on a consultation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from agora.rules import door, is_staff, post_only, roles
from agora.ui import page
from participation.consultations import rules
from participation.consultations.actions import team as writing
from participation.consultations.forms.calendar import MemberForm
from participation.consultations.staff.overview import editable_or_404


@door(is_staff)
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """The team of one consultation, by role."""
    consultation = editable_or_404(request, slug)
    form = MemberForm(request.POST or None, consultation=consultation)
    if form.is_valid():
        writing.add_member(actor=request.user, consultation=consultation, **form.cleaned_data)
        messages.success(request, _("C’est fait."))
        return redirect("consultations_staff:team", slug)
    members = consultation.team.select_related("user")
    return page(
        request,
        "consultations/staff/team.html",
        status=422 if request.method == "POST" else 200,
        consultation=consultation,
        members=[
            (one, roles.get(one.role).label if one.role in roles else one.role) for one in members
        ],
        form=form,
        can_name=rules.can_name_team(actor=request.user),
    )


@door(rules.can_name_team)
@post_only
def remove_member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a role back."""
    consultation = editable_or_404(request, slug)
    writing.remove_member(actor=request.user, member=get_object_or_404(consultation.team, pk=pk))
    messages.success(request, _("Le rôle est retiré."))
    return redirect("consultations_staff:team", slug)
