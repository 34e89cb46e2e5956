"""What moving in adds to other pages: missing pages on the consultation, addresses of stubs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse

from participation.opendata.queries import missing_pages

if TYPE_CHECKING:
    from participation.consultations.models import Component, Consultation
    from participation.contributions.models import Contribution


def page_url(word: Contribution) -> str:
    """Return the page of a stub."""
    return reverse("opendata:absent", args=[word.pk])


def component_url(component: Component) -> str:
    """Return where the stubs of a module are listed: on the consultation itself."""
    return f"{component.consultation.get_absolute_url()}#pages-absentes"


def missing(request: HttpRequest, consultation: Consultation) -> Mapping[str, Any] | None:
    """Return the stubs of a moved-in consultation; nothing for those born here (no query)."""
    if not consultation.source:
        return None
    pages = list(missing_pages(request.user, consultation)[:60])
    return {"pages": pages} if pages else None
