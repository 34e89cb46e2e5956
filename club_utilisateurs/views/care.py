"""The pages of the provider's people: what was reported, a post, a topic, a shared thing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agora.rules import door, post_only
from agora.ui import page
from agora.ui.paging import paginate
from club_utilisateurs.actions import care
from club_utilisateurs.forms.care import HideForm, LockForm, MoveForm
from club_utilisateurs.models import Category, Topic
from club_utilisateurs.places import topic_at
from club_utilisateurs.queries import care as found
from club_utilisateurs.queries.people import city_names
from club_utilisateurs.rules import facilitates


def _said(request: HttpRequest, words: str, undo: str = "", *arguments: object) -> None:
    """Say that it is done, with the way to take it back."""
    url = reverse(f"club_utilisateurs:{undo}", args=arguments) if undo else ""
    messages.success(request, words, extra_tags=f"undo:{url}" if url else "")


@door(facilitates)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What members reported, longest first; or what is hidden."""
    hidden = request.GET.get("etat") == "masques"
    rows = paginate(found.hidden_posts() if hidden else found.reported_posts(), request)
    names = city_names(post.author.city_id for post in rows)
    return page(request, "club_utilisateurs/care/queue.html", rows=rows, hidden=hidden, names=names)


@door(facilitates)
@require_http_methods(["GET", "POST"])
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post: its words, its reports, what may be done; sent, it is hidden."""
    row = found.post_or_404(pk)
    form = HideForm(request.POST or None)
    if form.is_valid():
        care.hide_post(actor=request.user, post=row, **form.cleaned_data)
        _said(request, _("Le message est masqué. Son auteur reçoit le motif."), "show_post", pk)
        return redirect("club_utilisateurs:care_post", pk)
    return page(
        request,
        "club_utilisateurs/care/post.html",
        status=422 if form.is_bound else 200,
        form=form,
        post=row,
        reports=list(found.open_reports(row)),
        names=city_names([row.author.city_id]),
        place=topic_at(row.topic_id, row.number),
    )


@door(facilitates)
@post_only
def show_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a post again."""
    care.show_post(actor=request.user, post=found.post_or_404(pk))
    _said(request, _("Le message est de nouveau visible."))
    return redirect("club_utilisateurs:care_post", pk)


@door(facilitates)
@post_only
def keep_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle the reports of a post without hiding it."""
    care.keep_post(actor=request.user, post=found.post_or_404(pk))
    _said(request, _("Le message reste, le signalement est classé."), "reopen_reports", pk)
    return redirect("club_utilisateurs:care")


@door(facilitates)
@post_only
def reopen_reports(request: HttpRequest, pk: int) -> HttpResponse:
    """Take that back."""
    care.reopen_reports(actor=request.user, post=found.post_or_404(pk))
    _said(request, _("Le signalement est rouvert."))
    return redirect("club_utilisateurs:care_post", pk)


@door(facilitates)
@require_GET
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """One topic: its shelf, whether it takes answers, what was decided about it."""
    return _topic_page(request, found.topic_or_404(pk))


def _topic_page(
    request: HttpRequest,
    row: Topic,
    *,
    move: MoveForm | None = None,
    lock: LockForm | None = None,
) -> HttpResponse:
    refused = move or lock
    return page(
        request,
        "club_utilisateurs/care/topic.html",
        status=422 if refused else 200,
        topic=row,
        form=refused,
        move=move or MoveForm(initial={"category": row.category_id}),
        lock=lock or LockForm(),
        acts=list(found.acts_of(row)[:20]),
        place=topic_at(row.pk, 1),
    )


@door(facilitates)
@post_only
def move_topic(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """Put a topic on another shelf; the address with a shelf takes it back there."""
    row = found.topic_or_404(pk)
    before = row.category.slug
    if slug:
        category = get_object_or_404(Category, slug=slug)
    else:
        form = MoveForm(request.POST)
        if not form.is_valid():
            return _topic_page(request, row, move=form)
        category = form.cleaned_data["category"]
    if care.move_topic(actor=request.user, topic=row, category=category):
        words = _("Le sujet est maintenant dans « %(name)s ».") % {"name": category.name}
        _said(request, words, "move_back", pk, before)
    return redirect("club_utilisateurs:care_topic", pk)


@door(facilitates)
@post_only
def lock_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more answers."""
    row, form = found.topic_or_404(pk), LockForm(request.POST)
    if not form.is_valid():
        return _topic_page(request, row, lock=form)
    care.lock_topic(actor=request.user, topic=row, **form.cleaned_data)
    _said(request, _("Le sujet ne prend plus de réponse."), "unlock_topic", pk)
    return redirect("club_utilisateurs:care_topic", pk)


@door(facilitates)
@post_only
def unlock_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Take answers again."""
    care.unlock_topic(actor=request.user, topic=found.topic_or_404(pk))
    _said(request, _("Le sujet prend de nouveau des réponses."), "lock_topic", pk)
    return redirect("club_utilisateurs:care_topic", pk)


@door(facilitates)
@require_http_methods(["GET", "POST"])
def shared(request: HttpRequest, word: str, uid: UUID) -> HttpResponse:
    """One sheet or blueprint; sent, it is hidden."""
    thing = found.shared_or_404(word, uid)
    form = HideForm(request.POST or None)
    if form.is_valid():
        care.hide_shared(actor=request.user, thing=thing, **form.cleaned_data)
        words = _("C’est masqué pour toutes les villes. La sienne lit le motif.")
        _said(request, words, "show_shared", word, uid)
        return redirect("club_utilisateurs:care_shared", word, uid)
    return page(
        request,
        "club_utilisateurs/care/shared.html",
        status=422 if form.is_bound else 200,
        form=form,
        thing=thing,
        word=word,
    )


@door(facilitates)
@post_only
def show_shared(request: HttpRequest, word: str, uid: UUID) -> HttpResponse:
    """Show it again."""
    care.show_shared(actor=request.user, thing=found.shared_or_404(word, uid))
    _said(request, _("C’est de nouveau visible."))
    return redirect("club_utilisateurs:care_shared", word, uid)
