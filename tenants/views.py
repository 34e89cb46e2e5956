"""The provider's console: the fleet, opening a city, its steps, its states."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from agora.action import may
from agora.exports.writers import WRITERS
from agora.rules import door
from agora.ui import page
from tenants import addresses, fleet_pages, queries
from tenants.actions import cities as actions
from tenants.actions import domains
from tenants.forms import CityForm, HostForm, MoveForm, OpenCityForm
from tenants.moves import MOVES
from tenants.registries import features
from tenants.rules import runs_fleet


@door(runs_fleet)
def cities(request: HttpRequest) -> HttpResponse:
    """The fleet: what is wrong first, then every city."""
    wanted = fleet_pages.read_filters(request.GET)
    return page(request, "tenants/cities.html", **fleet_pages.fleet(request, wanted))


@door(runs_fleet)
def export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """The fleet as filtered on the page, to take away."""
    writer = WRITERS.get(format)
    if writer is None:
        raise Http404
    wanted = fleet_pages.read_filters(request.GET)
    answer = StreamingHttpResponse(
        writer.write(fleet_pages.COLUMNS, fleet_pages.export_rows(wanted)),
        content_type=writer.content_type,
    )
    answer["Content-Disposition"] = content_disposition_header(True, f"villes.{format}")
    answer["Cache-Control"] = "no-store"
    return answer


@door(runs_fleet)
def versions(request: HttpRequest) -> HttpResponse:
    """Which city runs which release, and how the last update went."""
    return page(request, "tenants/versions.html", **fleet_pages.versions())


@door(runs_fleet)
def open_city(request: HttpRequest) -> HttpResponse:
    """One form opens a city; the work is a job."""
    form = OpenCityForm(request.POST or None)
    if form.is_valid():
        city = actions.open_city(actor=request.user, **form.cleaned_data)
        return redirect("tenants:city", city.schema_name)
    return page(request, "tenants/open.html", status=_status(form), form=form)


@door(runs_fleet)
def city(request: HttpRequest, schema: str) -> HttpResponse:
    """One city: its opening (alone, for whoever watches it go by), its state, its history."""
    found = queries.city_or_404(schema)
    moves = [move for move in MOVES.values() if may(move.action, actor=request.user, city=found)]
    return page(
        request,
        "tenants/city.html",
        fragment="steps",
        city=found,
        moves=moves,
        site=fleet_pages.site_of(found),
        addresses=addresses.of(found, actor=request.user),
        history=found.transitions.all()[:20],
        **fleet_pages.setup(found),
    )


@door(runs_fleet)
def resume(request: HttpRequest, schema: str) -> HttpResponse:
    """Take an opening up again where it stopped."""
    found = queries.city_or_404(schema)
    if request.method != "POST":
        return redirect("tenants:city", schema)
    actions.resume_opening(actor=request.user, city=found)
    return redirect("tenants:city", schema)


@door(runs_fleet)
def change(request: HttpRequest, schema: str) -> HttpResponse:
    """Correct what we know of a city."""
    found = queries.city_or_404(schema)
    form = CityForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.describe_city(actor=request.user, city=found, **form.cleaned_data)
        messages.success(request, _("C’est enregistré."))
        return redirect("tenants:city", schema)
    return page(request, "tenants/change.html", status=_status(form), form=form, city=found)


@door(runs_fleet)
def host(request: HttpRequest, schema: str) -> HttpResponse:
    """Serve a city on another host; the former one still leads to it."""
    found = queries.city_or_404(schema)
    form = HostForm(request.POST or None)
    if form.is_valid():
        actions.change_host(actor=request.user, city=found, host=form.cleaned_data["host"])
        if found.domains.filter(host=form.cleaned_data["host"], is_primary=True).exists():
            told = _("L’adresse est changée. L’ancienne mène encore à la ville.")
        else:
            told = _("L’adresse est notée. Les liens la prendront dès qu’elle sera prouvée.")
        messages.success(request, told)
        return redirect("tenants:city", schema)
    return page(request, "tenants/host.html", status=_status(form), form=form, city=found)


@door(runs_fleet)
def add_host(request: HttpRequest, schema: str) -> HttpResponse:
    """Let one more host lead to a city."""
    found = queries.city_or_404(schema)
    form = HostForm(request.POST or None)
    if form.is_valid():
        domains.add_host(actor=request.user, city=found, host=form.cleaned_data["host"])
        messages.success(request, _("L’adresse est ajoutée."))
        return redirect(_addresses(schema))
    return page(request, "tenants/add_host.html", status=_status(form), form=form, city=found)


@door(runs_fleet)
def change_address(request: HttpRequest, schema: str, number: int, verb: str) -> HttpResponse:
    """Have one host of a city looked at, put it first, or take it away (which asks first)."""
    found, wanted = queries.city_or_404(schema), addresses.VERBS.get(verb)
    domain = queries.host_or_404(found, number)
    if wanted is None or not may(wanted.action, actor=request.user, domain=domain):
        raise Http404
    if request.method == "POST":
        wanted.action(actor=request.user, domain=domain)
        messages.success(request, wanted.done % {"host": domain.host})
    elif wanted.asks:
        return page(request, "tenants/remove_host.html", city=found, domain=domain)
    return redirect(_addresses(schema))


@door(runs_fleet)
def switch(request: HttpRequest, schema: str, name: str) -> HttpResponse:
    """Give a city a function, or take it back."""
    found = queries.city_or_404(schema)
    if name not in features:
        raise Http404
    if request.method == "POST":
        on = not queries.is_on(found, name)
        actions.switch_feature(actor=request.user, city=found, name=name, on=on)
    return redirect("tenants:city", schema)


@door(runs_fleet)
def move(request: HttpRequest, schema: str, verb: str) -> HttpResponse:
    """Change the state of a city, with a reason."""
    found, wanted = queries.city_or_404(schema), MOVES.get(verb)
    if wanted is None or not may(wanted.action, actor=request.user, city=found):
        raise Http404
    form = MoveForm(request.POST or None)
    if form.is_valid():
        wanted.action(actor=request.user, city=found, reason=form.cleaned_data["reason"])
        messages.success(request, wanted.done % {"city": found.name})
        return redirect("tenants:city", schema)
    context: dict[str, Any] = {"form": form, "city": found, "move": wanted}
    return page(request, "tenants/move.html", status=_status(form), **context)


def _addresses(schema: str) -> str:
    return reverse("tenants:city", args=[schema]) + "#adresses"


def _status(form: Any) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200
