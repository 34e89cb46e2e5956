"""Our blueprints: the list, giving a consultation's set-up, taking it back, the file."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agora.accounts.queries import team
from agora.action import may, refuse_if_resting
from agora.rules import Refused, door, is_staff, post_only
from agora.ui import page
from participation.consultations.models import Consultation
from participation.consultations.queries import consultation_or_404
from participation.sharing.actions.blueprints import keep_file, publish_blueprint
from participation.sharing.composing import compose, doubts, gather, leaving, print_of, uid_of
from participation.sharing.forms.blueprints import ConfirmForm, ShareForm
from participation.sharing.queries import blueprints as reads
from tenants.actions.sharing import withdraw_blueprint
from tenants.disclosure.blueprints import EXTENSION, BlueprintError
from tenants.rules import shares


@door(is_staff)
def blueprints(request: HttpRequest) -> HttpResponse:
    """What we gave, what we could give, and a way in for a file."""
    can_share = may(publish_blueprint, actor=request.user)
    return page(
        request,
        "sharing/blueprint_list.html",
        rows=reads.shelf(),
        can_share=can_share,
        can_withdraw=shares(actor=request.user),
        can_take=may(keep_file, actor=request.user),
        givable=reads.givable() if can_share else [],
    )


@door(is_staff)
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose, read every text that would leave, confirm, publish."""
    refuse_if_resting(publish_blueprint, actor=request.user)
    consultation = consultation_or_404(request.user, slug)
    version = reads.next_version(uid_of(consultation))
    if not shares(actor=request.user):
        return _whom_to_ask(request, consultation, version)
    form = _share_form(request, consultation, version)
    if not form.is_valid():
        return _asked(request, consultation, form, version)
    blueprint = compose(consultation, version=version, **form.facts())
    news = form.cleaned_data.get("news", "")
    texts = list(leaving(blueprint, news=news))
    found = doubts(texts, reads.names_of_team(team()))
    publishing = "publier" in request.POST
    confirm = ConfirmForm(
        request.POST if publishing else None, doubts=found, seen=print_of(blueprint)
    )
    if publishing and confirm.is_valid():
        try:
            publish_blueprint(
                actor=request.user,
                consultation=consultation,
                blueprint=blueprint,
                news=news,
                sheet_uid=form.sheet_uid,
                signature=request.user.get_full_name() if form.cleaned_data["signed"] else "",
            )
        except BlueprintError as error:
            form.add_error(None, str(error.words))
            return _asked(request, consultation, form, version)
        except IntegrityError:  # somebody else published this number a moment ago
            form.add_error(None, _("Une version vient de paraître. Relisez, puis recommencez."))
            return _asked(request, consultation, form, version)
        messages.success(request, _("Le modèle est dans le club."))
        return redirect("sharing_staff:blueprints")
    return page(
        request,
        "sharing/blueprint_preview.html",
        status=422 if publishing else 200,
        consultation=consultation,
        form=form,
        confirm=confirm,
        blueprint=blueprint,
        texts=texts,
        doubts=found,
        version=version,
    )


def _whom_to_ask(request: HttpRequest, consultation: Consultation, version: int) -> HttpResponse:
    """Tell whoever prepares consultations who may give one's set-up."""
    if request.method == "POST":
        raise Refused("blueprint.published")
    return page(
        request,
        "sharing/blueprint_share.html",
        consultation=consultation,
        form=None,
        version=version,
    )


def _asked(
    request: HttpRequest, consultation: Consultation, form: ShareForm, version: int
) -> HttpResponse:
    return page(
        request,
        "sharing/blueprint_share.html",
        status=422 if request.method == "POST" and form.errors else 200,
        consultation=consultation,
        form=form,
        version=version,
    )


def _share_form(request: HttpRequest, consultation: Consultation, version: int) -> ShareForm:
    last = reads.versions(uid_of(consultation)).first()
    initial: dict[str, Any] = {
        "title": last.title if last else consultation.title,
        "summary": last.summary if last else consultation.summary,
        "sheet": str(last.sheet_uid or "") if last else _sheet_of(consultation),
    }
    return ShareForm(
        request.POST if request.method == "POST" and "corriger" not in request.POST else None,
        initial=_typed(request) or initial,
        gathered=gather(consultation),
        files=reads.files_of(consultation),
        sheets=list(reads.own_sheets()),
        version=version,
    )


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed before the preview, for whoever goes back to correct it."""
    if "corriger" not in request.POST:
        return {}
    several = {name: request.POST.getlist(name) for name in ("given", "files")}
    return {**request.POST.dict(), **several}


def _sheet_of(consultation: Consultation) -> str:
    found = reads.own_sheets().filter(subject_ref=consultation.reference).first()
    return str(found.uid) if found else ""


@door(shares)
@post_only
def withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take every version off the shelf, or put them back."""
    back = "remettre" in request.POST
    if not reads.versions(uid).exists():
        raise Http404
    withdraw_blueprint(actor=request.user, uid=uid, back=back)
    if back:
        messages.success(request, _("Le modèle est de nouveau dans le club."))
    else:
        messages.success(
            request,
            _("Le modèle n’est plus dans le club. Ce qui a été repris le reste."),
        )
    return redirect("sharing_staff:blueprints")


@door(is_staff)
def download(request: HttpRequest, uid: uuid.UUID, version: int) -> HttpResponse:
    """Give the signed file of one version of ours."""
    found = reads.own_file(uid, version)
    if found is None:
        raise Http404
    name = f"{slugify(found.title)[:60] or 'modele'}-v{version}.{EXTENSION}"
    return HttpResponse(
        bytes(found.content),
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
