"""Citizen pages: charter, legal texts, help, guide, site map."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from agora.personal_data import holdings
from agora.rules import anyone, door
from agora.ui import page
from agora.ui.menu import menu_of
from participation.pages import queries
from participation.pages.accessibility import statement
from participation.pages.models import Page, PageKind
from participation.pages.rules import can_edit
from tenants.queries import own_city


@door(anyone)
def charter(request: HttpRequest) -> HttpResponse:
    """The charter, each article at an address one may cite."""
    shown = queries.single(PageKind.CHARTER, actor=request.user)
    return page(
        request,
        "pages/charter.html",
        shown=shown,
        articles=queries.articles(),
        editable=can_edit(actor=request.user),
    )


@door(anyone)
def legal(request: HttpRequest) -> HttpResponse:
    """Legal notices: who publishes and who hosts come from the city's own settings."""
    shown = queries.single(PageKind.LEGAL, actor=request.user)
    return _page(request, "pages/legal.html", shown, city=own_city())


@door(anyone)
def privacy(request: HttpRequest) -> HttpResponse:
    """Personal data: what is held is read from what the parts of the house declare."""
    shown = queries.single(PageKind.PRIVACY, actor=request.user)
    held = [holding.label for holding in holdings.values()]
    return _page(request, "pages/privacy.html", shown, city=own_city(), held=held)


@door(anyone)
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement of the product's audit, then what is the city's own."""
    shown = queries.single(PageKind.ACCESSIBILITY, actor=request.user)
    return _page(
        request,
        "pages/accessibility.html",
        shown,
        city=own_city(),
        statement=statement(on=timezone.localdate()),
        host=request.get_host(),
    )


@door(anyone)
def guide(request: HttpRequest) -> HttpResponse:
    """The guide of the concertation, chapter by chapter."""
    return page(request, "pages/guide.html", chapters=queries.chapters(request.user))


@door(anyone)
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter, with its neighbours."""
    shown = queries.page_or_404(slug, actor=request.user, kind=PageKind.GUIDE)
    before, after = queries.neighbours(shown, actor=request.user)
    return _page(request, "pages/chapter.html", shown, before=before, after=after)


@door(anyone)
def help_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A help page."""
    return _page(
        request,
        "pages/page.html",
        queries.page_or_404(slug, actor=request.user, kind=PageKind.HELP),
    )


@door(anyone)
def site_map(request: HttpRequest) -> HttpResponse:
    """Every door a resident may open, from the menus and the pages online."""
    entries = {place: menu_of(request, place).links for place in ("city", "rules", "footer")}
    shown = queries.visible_to(request.user).filter(published=True)
    return page(
        request,
        "pages/site_map.html",
        entries=entries,
        pages=[one for one in shown if one.kind == PageKind.HELP],
        chapters=[one for one in shown if one.kind == PageKind.GUIDE],
    )


def _page(request: HttpRequest, template: str, shown: Page, **context: Any) -> HttpResponse:
    return page(request, template, shown=shown, editable=can_edit(actor=request.user), **context)
