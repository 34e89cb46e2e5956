"""The buttons of a post and of a topic: plain forms that say what is wanted, and come back.

Each sends the state it asks for, not a change of it: pressed twice, it is the same.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from agora.rules import door, post_only
from agora.ui import page
from agora.ui.paging import paginate
from club_utilisateurs.actions import marks, posts
from club_utilisateurs.models import Category, Post
from club_utilisateurs.places import place
from club_utilisateurs.queries.people import city_names, reader
from club_utilisateurs.queries.posts import (
    followed_by,
    kept_by,
    post_or_404,
    post_url,
    shelf_url,
    shelves_for,
    thanked_by,
    topic_or_404,
)
from club_utilisateurs.rules import is_member

NO = "non"


@post_only
@door(is_member)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which answer is the one, or that none is any more."""
    post = post_or_404(pk)
    if _wanted(request, "retenir"):
        posts.accept(actor=request.user, post=post)
        messages.success(request, _("Réponse retenue. Son auteur est prévenu."))
    else:
        posts.release(actor=request.user, post=post)
        messages.success(
            request, _("Cette réponse n’est plus retenue\u00a0: la question est ouverte.")
        )
    return redirect(post_url(post))


@post_only
@door(is_member)
def thank(request: HttpRequest, pk: int) -> HttpResponse:
    """« Merci », or no longer."""
    post = post_or_404(pk)
    act = marks.thank if _wanted(request, "merci") else marks.take_thanks_back
    act(actor=request.user, post=post)
    return redirect(post_url(post))


@post_only
@door(is_member)
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a post for later, or no longer."""
    if _wanted(request, "garder"):
        post = post_or_404(pk)
        marks.keep(actor=request.user, post=post)
    else:
        post = get_object_or_404(Post, pk=pk)
        marks.let_go(actor=request.user, post=post)
    return _back(request, post_url(post), "gardes", "club_utilisateurs:kept")


@post_only
@door(is_member)
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a topic, follow it no more, or silence it."""
    topic = topic_or_404(pk)
    acts = {NO: marks.unfollow_topic, "muet": marks.mute_topic}
    act = acts.get(request.POST.get("suivre", ""), marks.follow_topic)
    act(actor=request.user, topic=topic)
    return _back(request, place("topic", topic.pk), "abonnements", "club_utilisateurs:follows")


@post_only
@door(is_member)
def follow_category(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow a shelf, or no longer."""
    category = get_object_or_404(Category, slug=slug)
    act = marks.follow_category if _wanted(request, "suivre") else marks.unfollow_category
    act(actor=request.user, category=category)
    return _back(request, shelf_url(slug), "abonnements", "club_utilisateurs:follows")


@door(is_member)
def kept(request: HttpRequest) -> HttpResponse:
    """List the posts one keeps."""
    member = reader(request.user)
    rows = paginate(kept_by(member), request)
    names = city_names(row.post.author.city_id for row in rows)
    thanked = thanked_by(member, [row.post_id for row in rows])
    for row in rows:
        row.there = post_url(row.post)
        row.post.kept, row.post.thanked = True, row.post_id in thanked
    return page(request, "club_utilisateurs/kept.html", rows=rows, names=names, member=member)


@door(is_member)
def follows(request: HttpRequest) -> HttpResponse:
    """List what one follows: shelves, then topics."""
    member = reader(request.user)
    return page(
        request,
        "club_utilisateurs/follows.html",
        shelves=shelves_for(member),
        rows=paginate(followed_by(member), request),
    )


def _wanted(request: HttpRequest, name: str) -> bool:
    return request.POST.get(name, "") != NO


def _back(request: HttpRequest, there: str, name: str, url_name: str) -> HttpResponse:
    """Come back to the list a button stands in, else to what it is about."""
    return redirect(url_name if request.POST.get("retour") == name else there)
