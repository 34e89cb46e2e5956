"""Reading the town's pages."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from agora.rules import has_role
from participation.pages.models import CharterArticle, Page, PageKind

EDITORS = ("director", "platform_officer")
_sees_drafts = has_role(*EDITORS)


def visible_to(actor: Any) -> QuerySet[Page]:
    """Pages online; the team also sees those that are not."""
    return Page.objects.all() if _sees_drafts(actor=actor) else Page.objects.filter(published=True)


def articles() -> QuerySet[CharterArticle]:
    """Articles of the charter in force."""
    return CharterArticle.objects.filter(retired_at=None)


def article_or_404(number: int) -> CharterArticle:
    """Return an article by its number, in force or not: old decisions still cite it."""
    article = CharterArticle.objects.filter(number=number).first()
    if article is None:
        raise Http404(_("La charte n’a pas d’article de ce numéro."))
    return article


def single(kind: PageKind, *, actor: Any) -> Page:
    """Return the one page of a kind, or 404 while it is not online."""
    page = visible_to(actor).filter(kind=kind).first()
    if page is None:
        raise Http404(_("Cette page n’est pas en ligne."))
    return page


def page_or_404(slug: str, *, actor: Any, kind: PageKind | None = None) -> Page:
    """Return a page by its address."""
    found = visible_to(actor).filter(slug=slug)
    page = (found.filter(kind=kind) if kind else found).first()
    if page is None:
        raise Http404(_("Cette page n’existe pas, ou n’est pas en ligne."))
    return page


def chapters(actor: Any) -> QuerySet[Page]:
    """Chapters of the guide, in order."""
    return visible_to(actor).filter(kind=PageKind.GUIDE).order_by("position", "title")


def neighbours(chapter: Page, *, actor: Any) -> tuple[Page | None, Page | None]:
    """Return the chapters before and after."""
    order = list(chapters(actor))
    place = next((i for i, one in enumerate(order) if one.pk == chapter.pk), 0)
    before = order[place - 1] if place else None
    return before, order[place + 1] if place + 1 < len(order) else None


def next_article_number() -> int:
    """Numbers are never used twice, even those of retired articles."""
    last = CharterArticle.objects.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
