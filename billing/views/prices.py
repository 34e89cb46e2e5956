"""The price grid, at /facturation/tarifs/."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agora.rules import door
from agora.ui import page
from agora.ui.french import number
from billing.actions import prices as actions
from billing.answers import can, form_page, tried
from billing.clock import today
from billing.forms.fields import said_at
from billing.forms.offers import PriceForm
from billing.models import Kind, PriceItem, Unit
from billing.queries import offers as queries
from billing.rules import approves_billing, reads_billing


@door(reads_billing)
def prices(request: HttpRequest) -> HttpResponse:
    """The grid in force, and the changes to come."""
    on = today()
    grid = queries.grid_on(on)
    return page(
        request,
        "billing/prices.html",
        kinds=[
            {
                "label": kind.label,
                "unit": Unit(rows[0].unit).label,
                "rows": [{"price": row, "band": band(row)} for row in rows],
            }
            for kind in Kind
            if (rows := [row for row in grid if row.kind == kind])
        ],
        changes=[{"price": row, "band": band(row)} for row in queries.planned_changes(on)],
        can=can(request.user, change=actions.change_price),
    )


@door(approves_billing)
def install(request: HttpRequest) -> HttpResponse:
    """Put the starting grid in force from today on."""
    tried(
        request,
        _("La grille de départ est en vigueur\u00a0: relisez chaque prix."),
        lambda: actions.set_grid(actor=request.user, valid_from=today()),
    )
    return redirect("billing:prices")


@door(approves_billing)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a price from a day on; the former one stops the day before."""
    found = queries.price_or_404(pk)
    form = PriceForm(request.POST or None, initial={"cents": found.cents})
    if form.is_valid():
        with said_at(form):
            actions.change_price(actor=request.user, price=found, **form.cleaned_data)
            messages.success(request, _("Le changement est prévu."))
            return redirect("billing:prices")
    return form_page(
        request,
        form,
        title=_("%(kind)s, %(band)s") % {"kind": found.get_kind_display(), "band": band(found)},
        lead=_("Les devis déjà envoyés ne changent pas."),
        submit=_("Prévoir ce prix"),
        back=reverse("billing:prices"),
        crumbs=[(_("Tarifs"), reverse("billing:prices"))],
    )


@door(approves_billing)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a change to come."""
    found = queries.price_or_404(pk)
    tried(
        request,
        _("Le changement est retiré\u00a0: le prix en vigueur continue."),
        lambda: actions.drop_change(actor=request.user, price=found),
    )
    return redirect("billing:prices")


def band(price: PriceItem) -> Any:
    """Who a price is for, in words."""
    if price.pop_max is None:
        if not price.pop_min:
            return _("toutes les villes")
        return _("à partir de %(n)s habitants") % {"n": number(price.pop_min)}
    if not price.pop_min:
        return _("moins de %(n)s habitants") % {"n": number(price.pop_max)}
    return _("de %(low)s à %(high)s habitants") % {
        "low": number(price.pop_min),
        "high": number(price.pop_max - 1),
    }
