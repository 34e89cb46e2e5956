"""The city's own lists: departments, sectors, themes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agora.rules import door, post_only
from agora.ui import page
from participation.consultations import queries, rules
from participation.consultations.actions import team as writing
from participation.consultations.forms.calendar import DepartmentForm, SectorForm, ThemeForm
from participation.consultations.models import Department, Sector, Theme


@dataclass(frozen=True)
class CityList:
    """One list: what it is called, its form, how it is written."""

    key: str
    label: Any
    new: Any
    model: type[Department] | type[Sector] | type[Theme]
    form: type[ModelForm]  # type: ignore[type-arg]
    save: Callable[..., Any]
    remove: Callable[..., Any]
    fact: str


LISTS = {
    "directions": CityList(
        "directions",
        gettext_lazy("Directions"),
        gettext_lazy("Ajouter une direction"),
        Department,
        DepartmentForm,
        writing.save_department,
        writing.remove_department,
        "department",
    ),
    "secteurs": CityList(
        "secteurs",
        gettext_lazy("Secteurs"),
        gettext_lazy("Ajouter un secteur"),
        Sector,
        SectorForm,
        writing.save_sector,
        writing.remove_sector,
        "sector",
    ),
    "themes": CityList(
        "themes",
        gettext_lazy("Thèmes"),
        gettext_lazy("Ajouter un thème"),
        Theme,
        ThemeForm,
        writing.save_theme,
        writing.remove_theme,
        "theme",
    ),
}


def _list_or_404(which: str) -> CityList:
    if which not in LISTS:
        raise Http404
    return LISTS[which]


@door(rules.can_name_team)
def lists(request: HttpRequest) -> HttpResponse:
    """The three lists on one page."""
    rows = queries.usable_lists()
    return page(
        request,
        "consultations/staff/lists.html",
        lists=[(one, rows[one.key]) for one in LISTS.values()],
    )


@door(rules.can_name_team)
def add(request: HttpRequest, which: str) -> HttpResponse:
    """Add a row."""
    return _edit(request, _list_or_404(which), None)


@door(rules.can_name_team)
def edit(request: HttpRequest, which: str, pk: int) -> HttpResponse:
    """Rewrite a row."""
    one = _list_or_404(which)
    return _edit(request, one, get_object_or_404(one.model, pk=pk))


def _edit(request: HttpRequest, one: CityList, row: Any) -> HttpResponse:
    form = one.form(request.POST or None, instance=row)
    if form.is_valid():
        one.save(actor=request.user, **form.cleaned_data, **({one.fact: row} if row else {}))
        return redirect("consultations_staff:lists")
    return page(
        request,
        "consultations/staff/list_form.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        city_list=one,
        row=row,
    )


@door(rules.can_name_team)
@post_only
def remove(request: HttpRequest, which: str, pk: int) -> HttpResponse:
    """Remove a row nothing names."""
    one = _list_or_404(which)
    row = get_object_or_404(one.model, pk=pk)
    try:
        one.remove(actor=request.user, **{one.fact: row})
    except ProtectedError:
        messages.warning(
            request,
            _("« %(name)s » sert encore à des concertations. Changez-les d’abord.") % {"name": row},
        )
    return redirect("consultations_staff:lists")
