"""One click; signed out, the click waits for the account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agora.accounts import pending
from agora.accounts.act_first import act_first
from agora.action import refuse_if_resting
from agora.rules import anyone, door, is_person
from agora.ui import page
from participation.contributions.queries import target_or_404, url_of, with_buttons
from participation.supports.actions import support, unsupport


@act_first
@door(anyone)
def support_contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """Support (POST), or take it back (POST with `sens=retirer`).

    A GET comes back from the sign-up page: it counts only a click that was kept there.
    """
    word = target_or_404(request.user, pk)
    kind = f"support:{word.pk}"
    if request.method == "POST" and not is_person(request.user):
        refuse_if_resting(support, actor=request.user)
        return redirect(pending.keep(request, kind, {"pk": word.pk}, url=request.path))
    if request.method == "POST" and request.POST.get("sens") == "retirer":
        unsupport(actor=request.user, contribution=word)
    elif request.method == "POST" or (
        is_person(request.user) and pending.take(request, kind) is not None
    ):
        support(actor=request.user, contribution=word)
    if getattr(request, "htmx", False):
        with_buttons(request.user, [word])
        return page(request, "supports/swapped.html", word=word)
    return redirect(url_of(word))
