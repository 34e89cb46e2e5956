"""The city's sheets: list, begin, write, choose the figures, read again and publish, take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agora.action import may
from agora.rules import Refused, door, is_staff, post_only
from agora.ui import page
from agora.ui.paging import paginate
from participation.consultations.queries import consultation_or_404
from participation.sharing import confirming, offers, prefill
from participation.sharing.actions import sheets as actions
from participation.sharing.forms.sheets import FiguresForm, PublishForm, SheetForm
from participation.sharing.models import Sheet
from participation.sharing.queries import sheets as queries
from participation.sharing.rules import can_begin_sheet, can_write_sheet
from tenants.disclosure.sheets import Read, figures_of
from tenants.queries import own_city

OFFERED = 20
"""As many consultations as one may be reminded of."""


def _writable_or_404(request: HttpRequest, uid: Any) -> Sheet:
    sheet = queries.sheet_or_404(uid)
    if not can_write_sheet(actor=request.user, sheet=sheet):
        raise Refused("sheet.saved")
    return sheet


@door(is_staff)
def sheets(request: HttpRequest) -> HttpResponse:
    """Our sheets, and the consultations that could have one."""
    out, shown = queries.shared_rows(), paginate(queries.sheets(), request)
    return page(
        request,
        "sharing/sheets.html",
        rows=[(one, out.get(one.uid)) for one in shown],
        pager=shown,
        waiting=queries.without_sheet(request.user)[:OFFERED],
    )


@door(is_staff)
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a sheet is, and begin it; one that was begun is opened."""
    consultation = consultation_or_404(request.user, slug)
    if found := queries.sheet_of(consultation):
        return redirect("sharing_staff:sheet", found.uid)
    if not can_begin_sheet(actor=request.user, consultation=consultation):
        raise Refused("sheet.begun")
    if request.method == "POST":
        sheet = actions.begin_sheet(actor=request.user, consultation=consultation)
        return redirect("sharing_staff:sheet", sheet.uid)
    return page(request, "sharing/sheet_begin.html", consultation=consultation)


@door(is_staff)
def write(request: HttpRequest, uid: Any) -> HttpResponse:
    """The texts; the script keeps them as they are typed, the button leads on."""
    sheet = _writable_or_404(request, uid)
    form = SheetForm(request.POST or None, sheet=sheet)
    if form.is_valid():
        _saved(request, sheet, form)
        return redirect("sharing_staff:sheet_figures", sheet.uid)
    origins = prefill.origins(sheet.consultation, sheet.content)
    return page(
        request,
        "sharing/sheet_write.html",
        status=422 if form.is_bound else 200,
        sheet=sheet,
        shared=queries.shared_row(sheet),
        form=form,
        fields=[(field, origins.get(field.name, "")) for field in form],
    )


def _saved(request: HttpRequest, sheet: Sheet, form: SheetForm) -> None:
    actions.save_sheet(
        actor=request.user, sheet=sheet, title=form.cleaned_data["title"], content=form.content()
    )


@post_only
@door(is_staff)
def autosave(request: HttpRequest, uid: Any) -> HttpResponse:
    """Keep what is being typed; what cannot be kept waits for the button to say why."""
    sheet = _writable_or_404(request, uid)
    form = SheetForm(request.POST, sheet=sheet)
    if not form.is_valid():
        return HttpResponse(status=204)
    _saved(request, sheet, form)
    at = timezone.localtime().strftime("%H\u00a0h\u00a0%M")
    return JsonResponse({"said": _("Brouillon enregistré à %(time)s") % {"time": at}})


@door(is_staff)
def figures(request: HttpRequest, uid: Any) -> HttpResponse:
    """Each figure as it would leave, ticked one by one."""
    sheet = _writable_or_404(request, uid)
    offered = offers.offered(sheet)
    shares = may(actions.choose_figures, actor=request.user, sheet=sheet, keys=())
    form = FiguresForm(
        request.POST if request.method == "POST" else None, offered=[one.key for one in offered]
    )
    if form.is_valid() and (done := _chosen(request, sheet, form)):
        return redirect(f"sharing_staff:{done}", sheet.uid)
    return page(
        request,
        "sharing/sheet_figures.html",
        status=422 if form.is_bound else 200,
        sheet=sheet,
        shared=queries.shared_row(sheet),
        form=form,
        offered=offered,
        shares=shares,
    )


def _chosen(request: HttpRequest, sheet: Sheet, form: FiguresForm) -> str:
    """Count one again, or keep the choice; say where to go next, nowhere when it is too late."""
    try:
        if key := request.POST.get("refresh", ""):
            actions.refresh_figure(actor=request.user, sheet=sheet, key=key)
            messages.success(request, _("Le chiffre est compté à nouveau."))
            return "sheet_figures"
        keys = form.cleaned_data["keys"]
        actions.choose_figures(actor=request.user, sheet=sheet, keys=keys)
        messages.success(request, _("Votre choix est enregistré."))
        return "sheet_publish"
    except actions.Gone:
        form.add_error(None, _("La concertation a été supprimée : on ne peut plus compter."))
        return ""


@door(is_staff)
def publish(request: HttpRequest, uid: Any) -> HttpResponse:
    """The last reading: as the club will show it, with what may tell of a person."""
    sheet = _writable_or_404(request, uid)
    found = confirming.doubts(sheet.title, sheet.content, queries.team_names())
    city = own_city()
    form = PublishForm(
        request.POST or None, sheet=sheet, city=city.name, person=_name(request), doubts=found
    )
    if form.is_valid() and _published(request, sheet, form):
        messages.success(request, _("La fiche est dans le club."))
        return redirect("sharing_staff:sheets")
    rows = queries.figures_out(sheet)
    return page(
        request,
        "sharing/sheet_publish.html",
        status=422 if form.is_bound else 200,
        sheet=sheet,
        form=form,
        doubts=found,
        confirmed=form.confirmed() if form.is_bound else [],
        read=Read(sheet.title, sheet.content, figures_of(rows.values())),
        city_name=city.name,
        shared=queries.shared_row(sheet),
        shares=may(
            actions.publish_sheet, actor=request.user, sheet=sheet, seen="", signed_by="",
            public=False, confirmed=(),
        ),
    )  # fmt: skip


def _name(request: HttpRequest) -> str:
    return str(getattr(request.user, "full_name", ""))


def _published(request: HttpRequest, sheet: Sheet, form: PublishForm) -> bool:
    """Publish, or say on the form why not."""
    try:
        actions.publish_sheet(
            actor=request.user,
            sheet=sheet,
            seen=form.cleaned_data["seen"],
            signed_by=form.signed_by(),
            public=form.cleaned_data["public"],
            confirmed=form.confirmed(),
        )
    except actions.Changed:
        form.add_error(None, _("La fiche a changé depuis que vous la lisez. Relisez-la."))
        form.data = form.data.copy()
        form.data["seen"] = sheet.state
    except actions.SaysTooLittle:
        form.add_error(
            None,
            _("Dites au moins le résultat, ou ce que vous referiez\u00a0: le reste peut manquer."),
        )
    except actions.Doubtful:
        form.add_error(
            None,
            _("Corrigez, ou confirmez un par un, les passages qui peuvent désigner quelqu’un."),
        )
    return not form.errors


@post_only
@door(is_staff)
def take_back(request: HttpRequest, uid: Any) -> HttpResponse:
    """Take it out of the club at once, and offer to put it back."""
    sheet = queries.sheet_or_404(uid)
    actions.take_back_sheet(actor=request.user, sheet=sheet)
    undo = reverse("sharing_staff:sheet_put_back", args=[sheet.uid])
    messages.success(
        request,
        _("La fiche est retirée du club et du web. Ses chiffres restent cochés."),
        extra_tags=f"undo:{undo}",
    )
    return redirect("sharing_staff:sheets")


@post_only
@door(is_staff)
def put_back(request: HttpRequest, uid: Any) -> HttpResponse:
    """Undo that."""
    sheet = queries.sheet_or_404(uid)
    actions.put_back_sheet(actor=request.user, sheet=sheet)
    messages.success(request, _("La fiche est de nouveau dans le club."))
    return redirect("sharing_staff:sheets")
