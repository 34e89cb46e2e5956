"""The points of the task list: facts, cover, documents, links."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agora.files.actions import store
from agora.files.forms import said_at
from agora.rules import door, is_staff, post_only
from agora.ui import page
from participation.consultations import queries
from participation.consultations.actions import facts as writing
from participation.consultations.forms import facts as forms
from participation.consultations.models import Document, Link
from participation.consultations.staff.overview import editable_or_404

PARTS = {
    "identite": (forms.IdentityForm, gettext_lazy("De quoi il s’agit")),
    "presentation": (forms.StoryForm, gettext_lazy("Présentation")),
    "decision": (forms.DecideForm, gettext_lazy("Comment c’est décidé")),
    "dates": (forms.DatesForm, gettext_lazy("Dates de la concertation")),
    "grille": (forms.GridForm, gettext_lazy("Grille d’analyse")),
    "communication": (forms.PlanForm, gettext_lazy("Plan de communication")),
    "restitution": (forms.PromiseForm, gettext_lazy("Restitution promise")),
}


@door(is_staff)
def edit(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """One point: a short form, then back to the list at the same place."""
    if part not in PARTS:
        raise Http404
    consultation = editable_or_404(request, slug)
    form_class, title = PARTS[part]
    form = form_class(request.POST or None, instance=consultation)
    if form.is_valid():
        writing.edit_facts(
            actor=request.user,
            consultation=consultation,
            changes=form.changes(),
            themes=form.cleaned_data.get("themes"),
        )
        messages.success(request, _("Enregistré."))
        return redirect("consultations_staff:detail", slug)
    return page(
        request,
        "consultations/staff/form.html",
        status=422 if request.method == "POST" else 200,
        consultation=queries.consultation_or_404(request.user, slug),
        form=form,
        form_title=title,
        call=_("Enregistrer"),
    )


@door(is_staff)
def cover(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a photo; without one, the sector's map is the cover."""
    consultation = editable_or_404(request, slug)
    form = forms.CoverForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with said_at(form, "file"):
            alt = form.cleaned_data["alt"]
            photo = store(
                actor=request.user,
                upload=form.cleaned_data["file"],
                use="image",
                owner_label="consultations.cover",
                alt=alt,
            )
            writing.edit_facts(
                actor=request.user,
                consultation=consultation,
                changes={"cover": photo, "cover_alt": alt},
            )
            messages.success(request, _("La photo est enregistrée."))
            return redirect("consultations_staff:detail", slug)
    return page(
        request,
        "consultations/staff/cover.html",
        status=422 if request.method == "POST" else 200,
        consultation=consultation,
        form=form,
    )


@door(is_staff)
@post_only
def remove_cover(request: HttpRequest, slug: str) -> HttpResponse:
    """Go back to the map."""
    consultation = editable_or_404(request, slug)
    writing.edit_facts(
        actor=request.user,
        consultation=consultation,
        changes={"cover": None, "cover_alt": ""},
    )
    return redirect("consultations_staff:cover", slug)


@door(is_staff)
def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """The documents, and one more."""
    consultation = editable_or_404(request, slug)
    form = forms.DocumentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with said_at(form, "file"):
            data = form.cleaned_data
            file = store(
                actor=request.user,
                upload=data["file"],
                use="document",
                owner_label="consultations.document",
            )
            writing.add_document(
                actor=request.user,
                consultation=consultation,
                file=file,
                title=data["title"],
                description=data["description"],
            )
            messages.success(request, _("Le document est en ligne sur la page."))
            return redirect("consultations_staff:documents", slug)
    return page(
        request,
        "consultations/staff/documents.html",
        status=422 if request.method == "POST" else 200,
        consultation=consultation,
        documents=list(consultation.documents.select_related("file")),
        form=form,
    )


@door(is_staff)
@post_only
def remove_document(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a document off the page."""
    consultation = editable_or_404(request, slug)
    document = get_object_or_404(Document, consultation=consultation, pk=pk)
    writing.remove_document(actor=request.user, consultation=consultation, document=document)
    messages.success(request, _("Le document n’est plus sur la page."))
    return redirect("consultations_staff:documents", slug)


@door(is_staff)
def links(request: HttpRequest, slug: str) -> HttpResponse:
    """The links, and one more."""
    consultation = editable_or_404(request, slug)
    form = forms.LinkForm(request.POST or None)
    if form.is_valid():
        writing.add_link(actor=request.user, consultation=consultation, **form.cleaned_data)
        messages.success(request, _("Le lien est ajouté."))
        return redirect("consultations_staff:links", slug)
    return page(
        request,
        "consultations/staff/links.html",
        status=422 if request.method == "POST" else 200,
        consultation=consultation,
        groups=queries.link_groups(list(consultation.links.all())),
        form=form,
    )


@door(is_staff)
@post_only
def remove_link(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a link off the page."""
    consultation = editable_or_404(request, slug)
    link = get_object_or_404(Link, consultation=consultation, pk=pk)
    writing.remove_link(actor=request.user, consultation=consultation, link=link)
    return redirect("consultations_staff:links", slug)
