"""The city's card in the club's directory, under /gestion/club/fiche/."""

import time
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agora.rules import door
from agora.ui import page
from tenants import queries
from tenants.actions import sharing as actions
from tenants.card import CARD
from tenants.disclosure.words import said
from tenants.forms_card import FORMS, ValueForm
from tenants.models import OwnDisclosure
from tenants.registries import Disclosed, disclosures
from tenants.rules import shares


@dataclass
class Section:
    """One value of the card on the page: what is asked, what is out, what others would read."""

    key: str
    item: Disclosed
    form: ValueForm
    shared: list[OwnDisclosure]
    preview: list[str]

    @property
    def name(self) -> str:
        """What its form says it is."""
        return self.key.removeprefix("card.")

    @property
    def several(self) -> bool:
        """Whether more than one value may be out: contacts."""
        return self.key == "card.contact"

    @property
    def lines(self) -> list[tuple[OwnDisclosure, list[str]]]:
        """What others read today."""
        return [(one, said(self.key, one.value)) for one in self.shared]


@door(shares)
def card(request: HttpRequest) -> HttpResponse:
    """Each value with its sentence, its switch, and what the other cities will read."""
    asked, form = "", None
    if request.method == "POST":
        asked = f"card.{request.POST.get('part', '')}"
        if asked not in FORMS:
            raise Http404
        looks = "preview" in request.POST
        form = FORMS[asked](request.POST, agreed=not looks, auto_id=_ids(asked))
        if form.is_valid() and not looks:
            actions.share_value(
                actor=request.user, subject=_subject(asked), key=asked, value=form.value()
            )
            messages.success(request, _("C’est partagé avec les villes du club."))
            return redirect(f"{request.path}#{asked.removeprefix('card.')}")
    sections = _sections(asked, form)
    wrong = form is not None and not form.is_valid()
    return page(
        request,
        "tenants/club/card.html",
        status=422 if wrong else 200,
        sections=sections,
        wrong_form=form if wrong else None,
    )


def _ids(key: str) -> str:
    return f"{key.removeprefix('card.')}-%s"


def _subject(key: str) -> str:
    """A contact is a subject of its own, later ones after earlier ones."""
    return f"{CARD}:{time.time_ns() // 1_000_000}" if key == "card.contact" else CARD


def _sections(asked: str, bound: ValueForm | None) -> list[Section]:
    out = queries.own_values()
    return [
        _section(key, [one for one in out if one.key == key], bound if key == asked else None)
        for key in FORMS
    ]


def _section(key: str, shared: list[OwnDisclosure], bound: ValueForm | None) -> Section:
    if bound is not None:
        fits = bound.is_valid()
        preview = said(key, bound.value()) if fits else []
        return Section(key, disclosures.get(key), bound, shared, preview)
    form = FORMS[key](initial=_initial(key, shared), auto_id=_ids(key))
    found = form.value()  # nothing is typed yet: what the city knows by itself
    is_news = found is not None and found not in [one.value for one in shared]
    return Section(key, disclosures.get(key), form, shared, said(key, found) if is_news else [])


def _initial(key: str, shared: list[OwnDisclosure]) -> dict[str, Any]:
    if not shared:
        return {}
    value = shared[0].value
    if key == "card.place":
        written = (str(number).replace(".", ",") for number in value)
        return dict(zip(("latitude", "longitude"), written, strict=True))
    return {key.removeprefix("card."): value} if key != "card.contact" else {}
