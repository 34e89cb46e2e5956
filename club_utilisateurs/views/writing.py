"""Opening a topic and answering in one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from agora.files.models import StoredFile
from agora.rules import door
from agora.ui import page
from agora.ui.forms import sent_key
from agora.ui.french import hour
from club_utilisateurs.actions import posts, topics
from club_utilisateurs.forms.talk import AnswerForm, AskForm
from club_utilisateurs.models import Post, Topic, TopicKind
from club_utilisateurs.queries.drafts import draft_of
from club_utilisateurs.queries.people import reader
from club_utilisateurs.queries.posts import (
    city_that_answers,
    offered_tags,
    post_url,
    shared_thing,
    topic_or_404,
)
from club_utilisateurs.rules import is_member
from club_utilisateurs.sending import keep_all, sent
from club_utilisateurs.views.topics import topic_page


@door(is_member)
def ask(request: HttpRequest) -> HttpResponse:
    """Open a topic; a link may ask a city, or be about a sheet or a blueprint."""
    member = reader(request.user)
    draft = draft_of(member, None)
    form = AskForm(
        request.POST or None, request.FILES or None,
        member=member, draft=draft, begun=_begun(request),
    )  # fmt: skip
    if "later" in request.POST:
        return _kept(request, form, None)
    if request.method == "POST" and (post := sent(request, form, None, _asked(request, form))):
        return redirect(post_url(post))
    return page(
        request,
        "club_utilisateurs/ask.html",
        status=422 if form.is_bound else 200,
        form=form,
        draft=None if form.is_bound else draft,
        about=shared_thing(*_about(form["about"].value())),
        offered_tags=offered_tags(),
    )


@door(is_member)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer; the page of the form alone is where lost or refused words come back."""
    topic = topic_or_404(pk)
    member = reader(request.user)
    form = AnswerForm(request.POST or None, request.FILES or None, draft=draft_of(member, topic))
    if "later" in request.POST:
        return _kept(request, form, topic)
    if request.method == "POST" and (
        post := sent(request, form, topic, _said(request, form, topic))
    ):
        return redirect(post_url(post))
    if form.is_bound:
        return topic_page(request, pk, form=form, status=422)
    return page(
        request,
        "club_utilisateurs/answer.html",
        form=form,
        topic=topic,
        first=Post.objects.filter(topic=topic, number=1, hidden_at=None).first(),
    )


def _asked(request: HttpRequest, form: AskForm) -> Any:
    def write(files: Sequence[StoredFile]) -> Post:
        typed = form.cleaned_data
        city = typed["asked_city"]
        kind, uid = _about(typed["about"])
        about = (kind, uuid.UUID(uid)) if shared_thing(kind, uid) else None
        topic = topics.ask(
            actor=request.user, kind=typed["kind"], category=typed["category"],
            title=typed["title"], body=typed["body"], tags=typed["tags"], files=files,
            asked_city_id=city.pk if city else None, about=about, key=sent_key(form),
        )  # fmt: skip
        return topic.posts.get(number=1)

    return write


def _said(request: HttpRequest, form: AnswerForm, topic: Topic) -> Any:
    def write(files: Sequence[StoredFile]) -> Post:
        return posts.answer(
            actor=request.user, topic=topic, body=form.cleaned_data["body"], files=files,
            key=sent_key(form),
        )  # fmt: skip

    return write


def _kept(request: HttpRequest, form: AnswerForm, topic: Topic | None) -> HttpResponse:
    """Keep a draft because its writer says so, files too."""
    form.is_valid()
    if keep_all(request, form, topic) is None:
        messages.info(request, _("Il n’y a rien à garder\u00a0: la page est vide."))
    else:
        now = hour(timezone.localtime())
        messages.success(request, _("Brouillon enregistré à %(time)s.") % {"time": now})
    for refused in form.errors.get("attached", ()):
        messages.error(request, str(refused))
    return redirect("club_utilisateurs:drafts")


def _begun(request: HttpRequest) -> dict[str, Any]:
    """What the link that led here already says."""
    begun: dict[str, Any] = {}
    if city := city_that_answers(request.GET.get("ville")):
        begun |= {"asked_city": city.pk, "kind": TopicKind.QUESTION}
    for name, kind in (("fiche", "sheet"), ("modele", "blueprint")):
        if name in request.GET and (thing := shared_thing(kind, request.GET[name])):
            begun |= {"about": f"{kind}:{thing.uid}"}
    return begun


def _about(typed: Any) -> tuple[str, str]:
    kind, _colon, uid = str(typed or "").partition(":")
    return kind, uid
