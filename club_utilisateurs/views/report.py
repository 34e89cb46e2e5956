"""What any member may do and read: report a post, and the log of what was decided."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agora.accounts import limits
from agora.rules import Refused, door
from agora.ui import page
from agora.ui.paging import paginate
from club_utilisateurs.actions import care
from club_utilisateurs.forms.care import ReportForm
from club_utilisateurs.places import topic_at
from club_utilisateurs.queries.care import acts, post_or_404
from club_utilisateurs.rules import can_report, facilitates, is_member

RATE = "20/h/key"


@door(is_member)
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the provider's people to look at a post."""
    post = post_or_404(pk)
    if not can_report(actor=request.user, post=post):
        raise Refused("report")
    back = topic_at(post.topic_id, post.number)
    form = ReportForm(request.POST or None)
    if form.is_valid() and _within_limit(request, form):
        care.report(actor=request.user, post=post, **form.cleaned_data)
        messages.success(request, _("Merci. L’équipe d’Agora lira ce message et décidera."))
        return redirect(back)
    return page(
        request,
        "club_utilisateurs/care/report.html",
        status=422 if form.is_bound else 200,
        form=form,
        post=post,
        back=back,
    )


@door(is_member)
@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """What was decided, why, when; no names."""
    return page(
        request,
        "club_utilisateurs/care/journal.html",
        found=paginate(acts(), request, per_page=50),
        looks_after=facilitates(actor=request.user),
    )


def _within_limit(request: HttpRequest, form: ReportForm) -> bool:
    """Count one more report of this account; beyond the limit, the form says what to do."""
    if limits.allow(request, "club.report", RATE, key=f"account-{request.user.pk}"):
        return True
    form.add_error(
        None,
        _("Vous avez beaucoup signalé en une heure. Renvoyez ce signalement un peu plus tard."),
    )
    return False
