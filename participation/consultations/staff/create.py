"""A new consultation from a starter and four questions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agora.accounts.pending import restored
from agora.context import current_city
from agora.rules import door
from agora.ui import page
from participation.consultations import rules, starters
from participation.consultations.actions.create import create_consultation
from participation.consultations.forms.facts import NewConsultationForm


@door(rules.can_create)
def new(request: HttpRequest) -> HttpResponse:
    """Starter, title, department, dates, sector; then the task list."""
    form = NewConsultationForm(request.POST or None, initial=restored(request))
    if form.is_valid():
        made = create_consultation(
            actor=request.user, organiser=current_city().name, **form.cleaned_data
        )
        return redirect("consultations_staff:detail", made.slug)
    return page(
        request,
        "consultations/staff/new.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        starters=starters.offered(),
    )
