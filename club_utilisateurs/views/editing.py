"""Editing one's own words, and reading what a post said before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agora.rules import Refused, door
from agora.ui import page
from agora.ui.paging import paginate
from club_utilisateurs.actions import posts
from club_utilisateurs.difference import difference
from club_utilisateurs.forms.talk import EditForm
from club_utilisateurs.models import Post
from club_utilisateurs.queries.posts import post_or_404, post_url
from club_utilisateurs.refusals import EditedMeanwhile, TalkRefused
from club_utilisateurs.rules import can_edit, is_member
from club_utilisateurs.sending import within_limit
from club_utilisateurs.versions import changes

VERSIONS_PER_PAGE = 10


@door(is_member)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rewrite one's own words; if they moved meanwhile, both versions are shown."""
    post = post_or_404(pk)
    if not can_edit(actor=request.user, post=post):
        raise Refused("post.edited")
    form = EditForm(request.POST or None, post=post)
    if form.is_valid() and within_limit(request, form):
        try:
            _edited(request, form, post)
        except EditedMeanwhile as other:
            return _both(request, form, other.post)
        except TalkRefused as refusal:
            form.add_error("body", refusal.message)
        else:
            return redirect(post_url(post))
    return page(
        request,
        "club_utilisateurs/edit.html",
        status=422 if form.is_bound else 200,
        form=form,
        post=post,
        there=post_url(post),
    )


@door(is_member)
def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed at each version, newest first."""
    post = post_or_404(pk)
    shown = paginate(post.revisions.order_by("-version"), request, VERSIONS_PER_PAGE)
    return page(
        request,
        "club_utilisateurs/revisions.html",
        post=post,
        there=post_url(post),
        shown=shown,
        changes=changes(post, list(shown)),
    )


def _edited(request: HttpRequest, form: EditForm, post: Post) -> None:
    typed = form.cleaned_data
    posts.edit(
        actor=request.user,
        post=post,
        version=typed["version"],
        title=typed.get("title", ""),
        body=typed["body"],
        without=[given.pk for given in typed.get("without", ())],
    )


def _both(request: HttpRequest, form: EditForm, now: Post) -> HttpResponse:
    """Show what was saved meanwhile beside what was typed: its author chooses."""
    typed = form.cleaned_data
    sent: Any = form.data
    sent = sent.copy()
    sent["version"] = str(now.version)
    form.data = sent
    before = "\n\n".join(filter(None, [now.title, now.body]))
    after = "\n\n".join(filter(None, [typed.get("title", ""), typed["body"]]))
    return page(
        request,
        "club_utilisateurs/conflict.html",
        status=409,
        form=form,
        post=now,
        there=post_url(now),
        changed=difference(before, after),
    )
