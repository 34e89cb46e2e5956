"""What a member has not sent yet: kept as it is typed, listed, thrown away, brought back."""

from __future__ import annotations

from django.contrib import messages
from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agora.rules import door, post_only
from agora.ui import page
from agora.ui.paging import paginate
from club_utilisateurs.actions.drafts import bring_draft_back, drop_draft, keep_draft
from club_utilisateurs.forms.talk import AnswerForm, AskForm
from club_utilisateurs.models import Draft
from club_utilisateurs.queries.drafts import drafts_of
from club_utilisateurs.queries.people import reader
from club_utilisateurs.queries.posts import topic_or_404
from club_utilisateurs.rules import is_member

DROPPED = "dropped_talk_draft"


@post_only
@door(is_member)
def keep_new(request: HttpRequest) -> HttpResponse:
    """Keep a new topic while it is typed."""
    form = AskForm(request.POST, member=reader(request.user))
    keep_draft(actor=request.user, topic=None, typed=form.typed())
    return HttpResponse(status=204)


@post_only
@door(is_member)
def keep_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an answer while it is typed."""
    form = AnswerForm(request.POST)
    keep_draft(actor=request.user, topic=topic_or_404(pk), typed=form.typed())
    return HttpResponse(status=204)


@door(is_member)
def drafts(request: HttpRequest) -> HttpResponse:
    """List them."""
    mine = paginate(drafts_of(reader(request.user)), request)
    return page(request, "club_utilisateurs/drafts.html", drafts=mine)


@post_only
@door(is_member)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw one away, then offer to bring it back."""
    draft = get_object_or_404(drafts_of(reader(request.user)), pk=pk)
    kept = serializers.serialize("json", [draft])
    drop_draft(actor=request.user, draft=draft)
    request.session[DROPPED] = {"pk": pk, "draft": kept}
    undo = reverse("club_utilisateurs:bring_back", args=[pk])
    messages.success(request, _("Brouillon supprimé."), extra_tags=f"undo:{undo}")
    return redirect("club_utilisateurs:drafts")


@post_only
@door(is_member)
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Write it again as it was; asked twice, it is there already."""
    dropped = _dropped(request, pk)
    if dropped is None:
        return redirect("club_utilisateurs:drafts")
    if bring_draft_back(actor=request.user, draft=dropped):
        del request.session[DROPPED]
        messages.success(request, _("Votre brouillon est revenu."))
    else:
        messages.error(
            request,
            _(
                "Vous avez commencé un autre brouillon à sa place. Envoyez-le ou supprimez-le, "
                "puis recommencez."
            ),
        )
    return redirect("club_utilisateurs:drafts")


def _dropped(request: HttpRequest, pk: int) -> Draft | None:
    kept = request.session.get(DROPPED) or {}
    if kept.get("pk") != pk:
        return None
    try:
        [found] = serializers.deserialize("json", kept["draft"])
    except DeserializationError:  # written by a former version of the tables
        return None
    draft: Draft = found.object  # type: ignore[assignment]
    return draft
