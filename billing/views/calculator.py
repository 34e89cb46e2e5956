"""What a city would pay, at /tarifs/: for everyone, nothing kept, no cookie."""

import hashlib
from datetime import date
from typing import Any

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override

from agora.rules import anyone, door
from agora.ui import page
from billing import clock
from billing.answers import status
from billing.einvoice import pdf
from billing.estimate import Estimate, estimate
from billing.estimate import indicative as offer_of
from billing.forms.offers import CalculatorForm
from billing.models import Provider
from billing.prices import OnQuote
from billing.queries.accounts import provider
from billing.queries.offers import grid_on

KEPT_FOR = 600
"""Seconds a drawn page serves those who ask for the same."""
DRAWN_A_MINUTE = 30
"""Pages one process draws a minute: a page costs 50 ms of processor."""


@door(anyone)
def calculator(request: HttpRequest) -> HttpResponse:
    """Population, first day, options; then each line, the whole cost and where the law stands."""
    on = clock.today()
    form = CalculatorForm(request.GET if "population" in request.GET else None, today=on)
    us = provider()
    found = _estimate(form, on, us or Provider())
    return page(
        request,
        "billing/calculator.html",
        status=status(form),
        form=form,
        found=found,
        on_quote=form.is_valid() and found is None,
        has_grid=bool(grid_on(on)),
        us=us,
        sentence=_sentence(found) if found else "",
        query=request.GET.urlencode(),
    )


@door(anyone)
def indicative(request: HttpRequest) -> HttpResponse:
    """The same as a page to print and show; drawn once for the same answers."""
    on, us = clock.today(), provider()
    form = CalculatorForm(request.GET, today=on)
    found = _estimate(form, on, us) if us else None
    if found is None or us is None:
        raise Http404
    drawn = _drawn(found, us, on)
    if drawn is None:
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, "devis-indicatif.pdf")
    answer["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    return answer


def _estimate(form: CalculatorForm, on: date, us: Provider) -> Estimate | None:
    if not form.is_valid():
        return None
    try:
        return estimate(form.cleaned_data, grid_on(on), us)
    except OnQuote:
        return None


def _drawn(found: Estimate, us: Provider, on: date) -> bytes | None:
    """The page, from memory or drawn now; None when too many were drawn this minute."""
    with override("fr"):
        offer = offer_of(found, provider=us, on=on)
    kept = caches["local"]
    key = f"billing:indicative:{hashlib.sha256(repr(offer).encode()).hexdigest()[:32]}"
    drawn: bytes | None = kept.get(key)
    if drawn is None and _may_draw(kept):
        drawn = pdf.quote(offer)
        kept.set(key, drawn, KEPT_FOR)
    return drawn


def _may_draw(kept: Any) -> bool:
    minute = f"billing:drawn:{clock.now():%H%M}"
    kept.add(minute, 0, 90)
    return bool(kept.incr(minute) <= DRAWN_A_MINUTE)


def _sentence(found: Estimate) -> str:
    """What the chart shows, in a sentence."""
    if found.cost.renewals == 0:
        return _("Une seule année, mise en service comprise.")
    return _("La première année comprend la mise en service\u00a0; les suivantes se ressemblent.")
