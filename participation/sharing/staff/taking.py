"""Using a blueprint at home: what it would do here, three questions, one draft."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from agora.action import refuse_if_resting
from agora.files import gateway
from agora.rules import door
from agora.ui import page
from participation.consultations.rules import can_create
from participation.sharing.actions.blueprints import draft_from, keep_file
from participation.sharing.composing import waiting_key
from participation.sharing.forms.blueprints import FileForm, TakeForm, likely_first_day
from participation.sharing.queries import blueprints as reads
from participation.sharing.rehearsal import rehearse
from tenants.disclosure.blueprints import BlueprintError, read


@door(can_create)
def take(request: HttpRequest, uid: uuid.UUID, version: int) -> HttpResponse:
    """Take up a blueprint of the club."""
    refuse_if_resting(draft_from, actor=request.user)
    found = reads.offered(uid, version)
    if found is None:
        return _gone(request)
    return _take(request, bytes(found.content))


@door(can_create)
def take_kept(request: HttpRequest, name: str) -> HttpResponse:
    """Take up a file sent by hand a moment ago."""
    refuse_if_resting(draft_from, actor=request.user)
    try:
        content = b"".join(gateway.read(waiting_key(name)))
    except (gateway.Missing, ValueError):
        messages.warning(request, _("Ce fichier n’est plus là. Envoyez-le de nouveau."))
        return redirect("sharing_staff:take_file")
    return _take(request, content)


@door(can_create)
def take_file(request: HttpRequest) -> HttpResponse:
    """Send a blueprint's file by hand."""
    refuse_if_resting(keep_file, actor=request.user)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        name = keep_file(actor=request.user, content=form.cleaned_data["file"])
        return redirect("sharing_staff:take_kept", name)
    return page(
        request,
        "sharing/blueprint_file.html",
        status=422 if request.method == "POST" else 200,
        form=form,
    )


def _take(request: HttpRequest, content: bytes) -> HttpResponse:
    try:
        blueprint = read(content)  # the signature first: nothing else of it is believed
    except BlueprintError as error:
        return _gone(request, error)
    rehearsal = rehearse(blueprint)
    today = timezone.localdate()
    initial = {"title": blueprint.title, "starts_on": likely_first_day(today)}
    form = TakeForm(request.POST or None, initial=initial, today=today)
    if rehearsal.can_begin and form.is_valid():
        made = draft_from(
            actor=request.user,
            blueprint=blueprint,
            usable=rehearsal.parts,
            files=rehearsal.files,
            **form.cleaned_data,
        )
        messages.success(request, _("Le brouillon est prêt. Rien n’est en ligne."))
        return redirect("consultations_staff:detail", made.slug)
    return page(
        request,
        "sharing/blueprint_take.html",
        status=422 if request.method == "POST" else 200,
        blueprint=blueprint,
        rehearsal=rehearsal,
        form=form,
    )


def _gone(request: HttpRequest, error: BlueprintError | None = None) -> HttpResponse:
    """Say why there is nothing to take up any more."""
    return page(request, "sharing/blueprint_gone.html", status=410, why=error and error.words)
