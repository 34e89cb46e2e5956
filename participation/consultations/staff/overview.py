"""« Ma semaine », the list, the task list, publishing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from agora.action import may
from agora.rules import Refused, door, is_staff, post_only
from agora.ui import page
from agora.ui.paging import paginate
from participation.consultations import duties, queries, readiness, rules, thread, words
from participation.consultations.actions import create
from participation.consultations.actions import publish as publishing
from participation.consultations.cards import cards
from participation.consultations.forms.facts import ReasonForm, RestitutionForm
from participation.consultations.forms.filters import StaffFilter
from participation.consultations.models import Consultation
from participation.consultations.page import badge_of, consultation_page


def editable_or_404(request: HttpRequest, slug: str) -> Consultation:
    """The consultation, when this person may edit it; refused otherwise."""
    consultation = queries.consultation_or_404(request.user, slug)
    if not rules.can_edit(actor=request.user, consultation=consultation):
        raise Refused("consultation.edited")
    return consultation


@door(is_staff)
def week(request: HttpRequest) -> HttpResponse:
    """What waits for me this week, one verb per row."""
    sections = duties.sections(request.user, timezone.now())
    return page(
        request,
        "consultations/staff/week.html",
        sections=sections,
        total=(total := sum(len(section.items) for section in sections)),
        total_words=words.small_number(total),
        agenda=duties.agenda(request.user, timezone.now()),
        can_create=may(create.create_consultation, actor=request.user),
        today=timezone.localdate(),
    )


@door(is_staff)
def staff_list(request: HttpRequest) -> HttpResponse:
    """Every consultation, drafts too."""
    form = StaffFilter(request.GET)
    rows = queries.public_order(queries.search(request.user, form.chosen()))
    shown = paginate(rows, request, per_page=20)
    return page(
        request,
        "consultations/staff/list.html",
        filter_form=form,
        filter_chips=form.chips(),
        page_obj=shown,
        cards=cards(shown, timezone.now()),
        can_create=may(create.create_consultation, actor=request.user),
    )


@door(is_staff)
def tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """The task list that gates publishing; once online, what can be changed."""
    consultation = queries.consultation_or_404(request.user, slug)
    points = readiness.points(consultation)
    missing = [point for point in points if point.required and point.state != readiness.DONE]
    required = [point for point in points if point.required]
    return page(
        request,
        "consultations/staff/tasks.html",
        consultation=consultation,
        badge=badge_of(consultation),
        sections=readiness.sections(points),
        missing=missing,
        ready=len(required) - len(missing),
        required=len(required),
        plan=thread.plan(list(consultation.phases.all()), queries.now_of(consultation)),
        can_edit=rules.can_edit(actor=request.user, consultation=consultation),
        can_publish=rules.can_publish(actor=request.user, consultation=consultation),
        can_open=may(publishing.publish, actor=request.user, consultation=consultation),
    )


@door(is_staff)
@xframe_options_sameorigin
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The residents' page with the draft's words: the real template."""
    consultation = queries.consultation_or_404(request.user, slug)
    shown = consultation_page(request, consultation)
    return page(
        request,
        "consultations/detail.html",
        shown=shown,
        consultation=consultation,
        is_preview=True,
    )


@door(is_staff)
@post_only
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Put it online, or go back to what is missing."""
    consultation = queries.consultation_or_404(request.user, slug)
    try:
        publishing.publish(actor=request.user, consultation=consultation)
    except publishing.NotReady as refusal:
        messages.warning(
            request,
            _("Il manque encore : %(points)s.")
            % {"points": ", ".join(str(point.todo) for point in refusal.points)},
        )
        return redirect("consultations_staff:detail", slug)
    messages.success(request, _("La concertation est en ligne."))
    return redirect(consultation)


@door(is_staff)
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop it for good, and say why."""
    consultation = editable_or_404(request, slug)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        publishing.cancel(
            actor=request.user, consultation=consultation, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("La concertation est annulée."))
        return redirect("consultations_staff:detail", slug)
    return _form_page(request, consultation, form, _("Annuler la concertation"), _("Annuler"))


@door(is_staff)
def restitute(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the restitution."""
    consultation = editable_or_404(request, slug)
    start = {"on": timezone.localdate(), "text": consultation.restitution_text}
    form = RestitutionForm(request.POST or None, initial=start)
    if form.is_valid():
        publishing.restitute(actor=request.user, consultation=consultation, **form.cleaned_data)
        messages.success(request, _("La restitution est en ligne."))
        return redirect("consultations_staff:detail", slug)
    return _form_page(
        request, consultation, form, _("Donner la restitution"), _("Publier la restitution")
    )


@door(is_staff)
@post_only
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a finished one away; it stays readable."""
    consultation = editable_or_404(request, slug)
    publishing.archive(actor=request.user, consultation=consultation)
    messages.success(request, _("La concertation est archivée : elle reste lisible."))
    return redirect("consultations_staff:detail", slug)


def _form_page(
    request: HttpRequest, consultation: Consultation, form: object, title: str, call: str
) -> HttpResponse:
    return page(
        request,
        "consultations/staff/form.html",
        status=422 if request.method == "POST" else 200,
        consultation=consultation,
        form=form,
        form_title=title,
        call=call,
    )
