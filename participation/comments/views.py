"""Take a comment in; signed out, its words wait for the account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agora.accounts import pending
from agora.accounts.act_first import act_first
from agora.action import refuse_if_resting
from agora.rules import anyone, door, is_person, post_only, signed_in
from agora.ui import page
from participation.comments import queries
from participation.comments.actions import publish_comment, withdraw_comment
from participation.comments.forms import CommentForm
from participation.contributions.models import Contribution
from participation.contributions.once import once
from participation.contributions.queries import target_or_404, url_of


@act_first
@door(anyone)
def comment(request: HttpRequest, target: int) -> HttpResponse:
    """Publish a comment on a contribution, or show the form again with what was typed."""
    word = target_or_404(request.user, target)
    kind = f"comment:{word.pk}"
    kept = pending.take(request, kind) if request.method == "GET" else None
    if kept and is_person(request.user):
        return _show(request, word, CommentForm(kept, reply=bool(kept.get("reponse"))))
    if request.method != "POST":
        return redirect(url_of(word))
    refuse_if_resting(publish_comment, actor=request.user)
    form = CommentForm(request.POST, reply=bool(request.POST.get("reponse")))
    if not form.is_valid():
        return _show(request, word, form, status=422)
    if not is_person(request.user):
        # A stand nobody took is not kept: it would come back ticked.
        sent = set(request.POST) - {"form_key"}
        words = {k: v for k, v in form.cleaned_data.items() if k in sent and v is not None}
        return redirect(pending.keep(request, kind, words, url=request.path))
    return redirect(once(form, lambda: _publish(request.user, word, form)))


def _publish(actor: Any, word: Contribution, form: CommentForm) -> str:
    typed = form.cleaned_data
    said = publish_comment(
        actor=actor,
        target=word,
        body=typed["body"],
        alignment=typed.get("alignment", 0),
        parent=queries.parent_or_404(word, typed.get("reponse")),
    )
    return f"{url_of(word)}#c{said.pk}"


@post_only
@door(signed_in)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own comment back."""
    said = target_or_404(request.user, pk)
    target = said.comment.target
    withdraw_comment(actor=request.user, contribution=said)
    return redirect(f"{url_of(target)}#commentaires")


def _show(
    request: HttpRequest, word: Contribution, form: CommentForm, status: int = 200
) -> HttpResponse:
    return page(request, "comments/again.html", status=status, word=word, form=form)
