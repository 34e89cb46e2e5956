"""Reads: runs of imports, pages that were missing from an export, where an old address leads."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from participation.consultations.models import Consultation
from participation.contributions.models import Contribution
from participation.contributions.queries import visible_to
from participation.contributions.registries import kinds
from participation.opendata.models import ImportRun, OldAddress

_COMMENT = re.compile(r"^\d{1,12}$")


def runs() -> QuerySet[ImportRun]:
    """Return the imports of the city, newest first, with their author."""
    return ImportRun.objects.select_related("created_by").prefetch_related("files")


def run_or_404(uid: Any) -> ImportRun:
    """Return one import of the city."""
    run = runs().filter(uid=uid).first()
    if run is None:
        raise Http404
    return run


def missing_pages(actor: Any, consultation: Consultation) -> QuerySet[Contribution]:
    """Return the stub pages of a moved-in consultation, most commented first."""
    pages = visible_to(actor).filter(consultation=consultation, kind="absent")
    return pages.order_by("-comments_count", "pk")


def destination(host: str, path: str, comment: str = "") -> str | None:
    """Return where an address of the former site leads now; None when it is none of ours.

    The scheme does not matter; the former host is preferred, any host with that path will do,
    since the city's domain often moves to us with its old paths.
    """
    path = path.rstrip("/")
    found = list(
        OldAddress.objects.filter(path=path).select_related("contribution", "consultation")[:3]
    )
    mine = [a for a in found if a.host == host.lower()] or (found if len(found) == 1 else [])
    if not mine:
        return None
    old = mine[0]
    if old.contribution and _COMMENT.match(comment):
        said = Contribution.objects.filter(source=f"decidim:{old.host}:comment:{comment}").first()
        if said:
            return f"{page_of(old.contribution)}#c{said.pk}"
    if old.contribution:
        return page_of(old.contribution)
    return old.consultation.get_absolute_url() if old.consultation else None


def page_of(word: Contribution) -> str:
    """Return the page of any contribution, whatever its kind."""
    kind = kinds.get(word.kind, None)
    return kind.url(word) if kind else reverse("contributions:resolve", args=[word.reference])
