"""One's notices, how one wants them, and the link that stops a mail."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from agora.notices.actions import choose_rhythms, mark_all_read, stop_mail
from agora.notices.delivery import note_read
from agora.notices.forms import RhythmsForm
from agora.notices.queries import notices_of, unread_count
from agora.notices.registries import kinds
from agora.notices.tokens import read_token
from agora.rules import anyone, door, post_only, signed_in
from agora.ui import page
from agora.ui.paging import paginate


@door(signed_in)
@require_GET
def notices_page(request: HttpRequest) -> HttpResponse:
    """What happened since one's last visit, and before."""
    return page(
        request,
        "notices/list.html",
        found=paginate(notices_of(request.user), request),
        unread=unread_count(request.user),
    )


@door(signed_in)
@require_GET
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; it is read then."""
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    note_read(notice, at=timezone.now())
    return redirect(notice.url)


@door(signed_in)
@post_only
def read_all(request: HttpRequest) -> HttpResponse:
    """Say that everything is known."""
    mark_all_read(actor=request.user, person=request.user)
    return redirect("notices:list")


@door(signed_in)
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How one wants each kind of news by mail."""
    form = RhythmsForm(request.POST or None, person=request.user)
    if form.is_valid():
        choose_rhythms(actor=request.user, person=request.user, rhythms=form.cleaned_data)
        messages.success(request, _("Vos préférences sont enregistrées."))
        return redirect("notices:preferences")
    return page(
        request, "notices/preferences.html", status=422 if form.is_bound else 200, form=form
    )


@csrf_exempt  # mail readers post here by themselves (RFC 8058); the signed link is the proof
@door(anyone)
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a kind of mail without signing in; a GET only asks, scanners follow links."""
    found = read_token(token)
    if found is None:
        raise Http404
    person, kind = found
    if request.method == "POST":
        stop_mail(actor=person, person=person, kind=kind)
    label = kinds.get(kind).label if kind in kinds else ""
    return page(
        request, "notices/stop.html", label=label, done=request.method == "POST", person=person
    )
