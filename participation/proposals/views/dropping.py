"""Throw a draft away, and take that back: it waits in the session of whoever threw it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import serializers
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agora.rules import anyone, door, post_only
from participation.consultations.models import Component
from participation.proposals.actions import bring_draft_back, drop_draft
from participation.proposals.models import Draft
from participation.proposals.views.writing import draft_here

DROPPED = "dropped_draft"


@post_only
@door(anyone)
def drop(request: HttpRequest, uid: Any) -> HttpResponse:
    """Throw a draft away, then offer to bring it back."""
    draft = draft_here(request, uid)
    address = draft.component.consultation.get_absolute_url()
    kept = serializers.serialize("json", [draft])
    drop_draft(actor=request.user, draft=draft)
    request.session[DROPPED] = {"uid": str(uid), "draft": kept}
    undo = reverse("proposals:bring_back", args=[uid])
    messages.success(request, _("Brouillon supprimé."), extra_tags=f"undo:{undo}")
    return redirect(address)


@post_only
@door(anyone)
def bring_back(request: HttpRequest, uid: Any) -> HttpResponse:
    """Write it again as it was; asked twice, it is there already."""
    if dropped := _dropped(request, uid):
        bring_draft_back(actor=request.user, draft=dropped)
        del request.session[DROPPED]
        messages.success(request, _("Votre brouillon est revenu."))
    return redirect("proposals:idea", uid=draft_here(request, uid).pk)


def _dropped(request: HttpRequest, uid: Any) -> Draft | None:
    kept = request.session.get(DROPPED) or {}
    if kept.get("uid") != str(uid):
        return None
    try:
        [found] = serializers.deserialize("json", kept["draft"])
    except serializers.base.DeserializationError:
        raise Http404 from None  # written by a former version of the tables
    draft: Draft = found.object  # type: ignore[assignment]
    get_object_or_404(Component, pk=draft.component_id)
    return draft
