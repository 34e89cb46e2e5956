"""The shelves of the club, under /moderation/rubriques/: for facilitators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from agora.rules import door
from agora.ui import page
from club_utilisateurs.actions.categories import add_category, describe_category
from club_utilisateurs.forms.categories import CategoryForm
from club_utilisateurs.models import Category
from club_utilisateurs.queries.topics import described_categories
from club_utilisateurs.rules import facilitates


@door(facilitates)
def categories(request: HttpRequest) -> HttpResponse:
    """The shelves, and one more."""
    form = CategoryForm(request.POST or None)
    if form.is_valid():
        made = add_category(actor=request.user, **form.cleaned_data)
        messages.success(
            request, _("La rubrique «\u00a0%(name)s\u00a0» est ajoutée.") % {"name": made.name}
        )
        return redirect("club_utilisateurs:categories")
    status = 422 if form.is_bound else 200
    rows = described_categories()
    return page(request, "club_utilisateurs/categories.html", status=status, form=form, rows=rows)


@door(facilitates)
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """One shelf: its name and its sentence; its address stays."""
    found = get_object_or_404(Category, slug=slug)
    name = found.name
    form = CategoryForm(request.POST or None, instance=found)
    if form.is_valid():
        describe_category(actor=request.user, category=found, **form.cleaned_data)
        messages.success(request, _("La rubrique est enregistrée."))
        return redirect("club_utilisateurs:categories")
    status = 422 if form.is_bound else 200
    return page(request, "club_utilisateurs/category.html", status=status, form=form, name=name)
