"""The rail at the provider's: what differs, what failed, what was heard last."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agora.rules import door
from agora.ui import page
from agora.ui.paging import paginate
from billing import gateway
from billing.actions.stripe import close_gap, replay_hint
from billing.answers import can, form_page, tried
from billing.forms.stripe import GapForm
from billing.models import StripeEvent
from billing.queries import stripe as known
from billing.rules import reads_billing, runs_billing


@door(reads_billing)
def overview(request: HttpRequest) -> HttpResponse:
    """Differences first, then hints that wait, then the last ones heard."""
    return page(
        request,
        "billing/stripe/overview.html",
        on=gateway.rail_is_on(),
        live=gateway.rail_is_on() and gateway.is_live(),
        gaps=known.gaps().filter(closed_at__isnull=True)[:100],
        stuck=known.hints().filter(done_at__isnull=True)[:50],
        heard=paginate(known.hints().filter(done_at__isnull=False), request, per_page=20),
        waiting=known.waiting_to_mirror(),
        read_until=known.cursor("events"),
        compared=known.cursor("compare"),
        can=can(request.user, replay=replay_hint, close=close_gap),
    )


@door(runs_billing)
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    """Look again at what a hint speaks of."""
    event = get_object_or_404(StripeEvent, pk=pk)
    done = _("Nous regardons de nouveau chez Stripe.")
    tried(request, done, lambda: replay_hint(actor=request.user, event=event))
    return redirect("billing:stripe")


@door(runs_billing)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a difference, saying how."""
    gap: Any = get_object_or_404(known.gaps(), pk=pk, closed_at__isnull=True)
    form = GapForm(request.POST or None)
    if form.is_valid():
        note = form.cleaned_data["note"]
        done = _("L’écart est réglé.")
        tried(request, done, lambda: close_gap(actor=request.user, gap=gap, note=note))
        return redirect("billing:stripe")
    return form_page(
        request,
        form,
        title=_("Régler un écart"),
        lead=gap.what,
        submit=_("Écart réglé"),
        back=reverse("billing:stripe"),
        crumbs=[("Stripe", reverse("billing:stripe"))],
    )
