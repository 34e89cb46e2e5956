"""A new consultation from a starter and four questions."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from agora.action import refuse_if_resting
from agora.context import current_city
from agora.rules import door
from agora.ui import page
from participation.consultations import rules, starters
from participation.consultations.actions.create import create_consultation
from participation.consultations.forms.facts import NewConsultationForm
from participation.consultations.models import Consultation, State

SAME_FORM = timedelta(minutes=10)


@door(rules.can_create)
def new(request: HttpRequest) -> HttpResponse:
    """Starter, title, department, dates, sector; then the task list."""
    refuse_if_resting(create_consultation, actor=request.user)
    form = NewConsultationForm(request.POST or None)
    if form.is_valid():
        made = _made(request, form)
        return redirect("consultations_staff:detail", made.slug)
    return page(
        request,
        "consultations/staff/new.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        starters=starters.offered(),
    )


def _made(request: HttpRequest, form: NewConsultationForm) -> Consultation:
    """Create, or return the one the same form made: a button pressed twice opens one draft."""
    typed = form.cleaned_data
    same = {name: typed[name] for name in ("title", "starts_on", "ends_on", "department", "sector")}
    with transaction.atomic(), connection.cursor() as cursor:
        # Two sendings of the same answers wait for each other here.
        digest = sha256(f"{current_city().schema}:{same['title']}".encode()).digest()
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], "big", signed=True)]
        )
        found = Consultation.objects.filter(
            **same,
            template=typed["starter"],
            state=State.DRAFT,
            created_at__gte=timezone.now() - SAME_FORM,
        )
        return found.first() or create_consultation(
            actor=request.user, organiser=current_city().name, **typed
        )
