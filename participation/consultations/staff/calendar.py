"""Phases and tools."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from agora.action import may, refuse_if_resting
from agora.rules import door, is_staff, post_only
from agora.ui import page
from participation.consultations import queries, sentences, thread
from participation.consultations.actions import calendar as writing
from participation.consultations.forms.calendar import ComponentForm, PhaseForm
from participation.consultations.models import Component, Consultation, Phase
from participation.consultations.registries import tools
from participation.consultations.staff.overview import editable_or_404


@door(is_staff)
def phases(request: HttpRequest, slug: str) -> HttpResponse:
    """The steps in order, what overlaps, what each allows in plain sentences."""
    consultation = editable_or_404(request, slug)
    rows = list(consultation.phases.all())
    components = queries.components_of(consultation, rows)
    plan = thread.plan(rows, queries.now_of(consultation))
    return page(
        request,
        "consultations/staff/phases.html",
        consultation=consultation,
        can_add=may(writing.add_phase, actor=request.user, consultation=consultation),
        rows=[
            (phase, stop, sentences.of_phase(phase, components))
            for phase, stop in zip(rows, plan, strict=True)
        ],
    )


@door(is_staff)
def new_phase(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a step."""
    consultation = editable_or_404(request, slug)
    refuse_if_resting(writing.add_phase, actor=request.user)
    form = PhaseForm(request.POST or None)
    if form.is_valid():
        writing.add_phase(actor=request.user, consultation=consultation, **form.facts())
        return redirect("consultations_staff:phases", slug)
    return _phase_form(request, consultation, form, _("Nouvelle étape"))


@door(is_staff)
def edit_phase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Rewrite a step."""
    consultation = editable_or_404(request, slug)
    phase = get_object_or_404(Phase, consultation=consultation, pk=pk)
    form = PhaseForm(request.POST or None, initial=PhaseForm.initial_of(phase))
    if form.is_valid():
        writing.edit_phase(
            actor=request.user, consultation=consultation, phase=phase, **form.facts()
        )
        return redirect("consultations_staff:phases", slug)
    return _phase_form(request, consultation, form, phase.title)


def _phase_form(
    request: HttpRequest, consultation: Consultation, form: PhaseForm, title: str
) -> HttpResponse:
    return page(
        request,
        "consultations/staff/form.html",
        status=422 if request.method == "POST" else 200,
        consultation=consultation,
        form=form,
        form_title=title,
        call=_("Enregistrer l’étape"),
        back="consultations_staff:phases",
        back_label=_("Étapes"),
    )


@door(is_staff)
@post_only
def move_phase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One place up or down."""
    consultation = editable_or_404(request, slug)
    phase = get_object_or_404(Phase, consultation=consultation, pk=pk)
    writing.move_phase(
        actor=request.user,
        consultation=consultation,
        phase=phase,
        up=request.POST.get("sens") == "haut",
    )
    return redirect("consultations_staff:phases", slug)


@door(is_staff)
@post_only
def remove_phase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a step away."""
    consultation = editable_or_404(request, slug)
    phase = get_object_or_404(Phase, consultation=consultation, pk=pk)
    writing.remove_phase(actor=request.user, consultation=consultation, phase=phase)
    messages.success(request, _("L’étape est retirée."))
    return redirect("consultations_staff:phases", slug)


@door(is_staff)
def components(request: HttpRequest, slug: str) -> HttpResponse:
    """The tools, what they allow when, and those one may add."""
    consultation = editable_or_404(request, slug)
    rows = list(consultation.phases.all())
    return page(
        request,
        "consultations/staff/components.html",
        consultation=consultation,
        rows=[
            (component, sentences.of_component(component))
            for component in queries.components_of(consultation, rows)
        ],
        offered=[(key, tool) for key, tool in tools.items() if tool.actions],
        can_add=may(writing.add_component, actor=request.user, consultation=consultation),
    )


@door(is_staff)
def new_component(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Add a tool."""
    consultation = editable_or_404(request, slug)
    if kind not in tools:
        raise Http404
    refuse_if_resting(writing.add_component, actor=request.user)
    steps = list(consultation.phases.all())
    form = ComponentForm(request.POST or None, tool=tools.get(kind), phases=steps)
    if form.is_valid():
        writing.add_component(
            actor=request.user, consultation=consultation, kind=kind, **form.facts()
        )
        return redirect("consultations_staff:components", slug)
    return _component_form(request, consultation, form, str(tools.get(kind).label))


@door(is_staff)
def edit_component(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Rewrite a tool."""
    consultation = editable_or_404(request, slug)
    component = get_object_or_404(Component, consultation=consultation, pk=pk)
    if component.kind not in tools:
        raise Http404
    form = ComponentForm(
        request.POST or None,
        tool=tools.get(component.kind),
        phases=list(consultation.phases.all()),
        component=component,
    )
    if form.is_valid():
        writing.edit_component(
            actor=request.user, consultation=consultation, component=component, **form.facts()
        )
        return redirect("consultations_staff:components", slug)
    return _component_form(request, consultation, form, component.title)


def _component_form(
    request: HttpRequest, consultation: Consultation, form: ComponentForm, title: str
) -> HttpResponse:
    return page(
        request,
        "consultations/staff/form.html",
        status=422 if request.method == "POST" else 200,
        consultation=consultation,
        form=form,
        form_title=title,
        call=_("Enregistrer le module"),
        back="consultations_staff:components",
        back_label=_("Modules"),
    )


@door(is_staff)
@post_only
def remove_component(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an empty tool away; one with contributions stays."""
    consultation = editable_or_404(request, slug)
    component = get_object_or_404(Component, consultation=consultation, pk=pk)
    if queries.has_contributions(component):
        messages.warning(
            request, _("Ce module a reçu des contributions : il reste, fermez-le plutôt.")
        )
    else:
        writing.remove_component(actor=request.user, consultation=consultation, component=component)
        messages.success(request, _("Le module est retiré."))
    return redirect("consultations_staff:components", slug)
