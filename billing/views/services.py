"""Days of advice and training, at /facturation/prestations/."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agora.rules import door
from agora.ui import page
from agora.ui.paging import paginate
from billing.actions import services as actions
from billing.answers import can, form_page, tried
from billing.clock import today
from billing.forms.due import AskServiceForm, DayForm, DeclineForm, QuoteServiceForm
from billing.forms.fields import said_at
from billing.models import OrderState, ServiceOrder
from billing.prices import OnQuote, price_of
from billing.queries import contracts as queries
from billing.queries.accounts import account_or_404, links_of
from billing.queries.offers import grid_on
from billing.rules import reads_billing, runs_billing
from tenants.models import City


@door(reads_billing)
def services(request: HttpRequest) -> HttpResponse:
    """What cities asked for, what waits for an answer first."""
    state = request.GET.get("etat", "")
    return page(
        request,
        "billing/services.html",
        rows=paginate(queries.orders(state=state), request, per_page=30),
        states=OrderState.choices,
        state=state,
    )


@door(runs_billing)
def new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Note a request received by telephone."""
    account = account_or_404(uid)
    cities = City.objects.filter(pk__in=links_of(account).values("city"))
    form = AskServiceForm(request.POST or None, cities=cities)
    if form.is_valid():
        made = actions.ask_service(actor=request.user, account=account, **form.cleaned_data)
        return redirect("billing:service", made.uid)
    where = reverse("billing:account", args=[uid])
    return form_page(
        request,
        form,
        title=_("Noter une demande"),
        submit=_("Noter cette demande"),
        back=where,
        crumbs=[(_("Comptes"), reverse("billing:accounts")), (account.name, where)],
    )


@door(reads_billing)
def service(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One order: what was asked, days given, days left, and the next step."""
    found = queries.order_or_404(uid)
    return page(
        request,
        "billing/service.html",
        order=found,
        days=list(found.given.select_related("due_item")),
        ordered=found.state in (OrderState.ORDERED, OrderState.DELIVERED),
        can=can(request.user, act=actions.tick_day),
    )


@door(runs_billing)
def quote(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer with days and their price; the quote is then sent as any other."""
    found = queries.order_or_404(uid)
    form = QuoteServiceForm(request.POST or None, initial={"day_cents": _grid_price(found)})
    if form.is_valid():
        with said_at(form):
            quoted = actions.quote_service(actor=request.user, order=found, **form.cleaned_data)
            return redirect("billing:quote", quoted.quote.uid)
    return _order_form(request, found, form, _("Chiffrer"), _("Préparer le devis"))


@door(runs_billing)
def day(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Tick days off."""
    found = queries.order_or_404(uid)
    form = DayForm(request.POST or None, initial={"on": today(), "days": "1"})
    if form.is_valid():
        with said_at(form):
            actions.tick_day(actor=request.user, order=found, **form.cleaned_data)
            messages.success(request, _("La journée est notée."))
            return redirect("billing:service", uid)
    return _order_form(
        request, found, form, _("Noter une journée réalisée"), _("Noter cette journée")
    )


@door(runs_billing)
def drop_day(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Take back a day noted by mistake."""
    noted = queries.day_or_404(queries.order_or_404(uid), pk)
    tried(
        request,
        _("La journée est retirée."),
        lambda: actions.untick_day(actor=request.user, day=noted),
    )
    return redirect("billing:service", uid)


@door(runs_billing)
def invoice(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make a due item of the days given."""
    found = queries.order_or_404(uid)
    item = tried(
        request,
        _("Les journées réalisées sont à facturer."),
        lambda: actions.invoice_days(actor=request.user, order=found),
    )
    if item is None:
        return redirect("billing:service", uid)
    return redirect("billing:due_item", item.uid)


@door(runs_billing)
def decline(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close a request, with a reason the city reads."""
    found = queries.order_or_404(uid)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        with said_at(form):
            actions.decline_service(actor=request.user, order=found, **form.cleaned_data)
            messages.success(request, _("La demande est classée."))
            return redirect("billing:service", uid)
    return _order_form(request, found, form, _("Classer sans suite"), _("Classer cette demande"))


def _grid_price(order: ServiceOrder) -> int | None:
    try:
        return price_of(grid_on(today()), order.kind, order.city.population)
    except OnQuote:
        return None


def _order_form(
    request: HttpRequest, order: ServiceOrder, form: Any, title: str, submit: str
) -> HttpResponse:
    where = reverse("billing:service", args=[order.uid])
    return form_page(
        request,
        form,
        title=title,
        submit=submit,
        back=where,
        crumbs=[(_("Conseil et formation"), reverse("billing:services")), (order.subject, where)],
    )
