"""The team writes its pages, under /gestion/pages/."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from agora.rules import door, post_only
from agora.ui import page
from participation.pages import actions, queries
from participation.pages.editor import with_editor
from participation.pages.forms import ArticleForm, NewPageForm, PageForm
from participation.pages.models import (
    SINGLE,
    CharterArticle,
    Page,
    PageKind,
    PageVersion,
)
from participation.pages.richtext import clean
from participation.pages.rules import can_edit


@door(can_edit)
def pages_list(request: HttpRequest) -> HttpResponse:
    """All pages, and the articles of the charter."""
    shown = list(Page.objects.defer("body"))
    return page(
        request,
        "pages/staff/list.html",
        groups=[
            (_("Textes de référence"), [one for one in shown if one.kind in SINGLE]),
            (_("Aide"), [one for one in shown if one.kind == PageKind.HELP]),
            (_("Guide de la concertation"), [one for one in shown if one.kind == PageKind.GUIDE]),
        ],
        articles=CharterArticle.objects.defer("body"),
    )


@door(can_edit)
@with_editor
def new_page(request: HttpRequest) -> HttpResponse:
    """Add a help page or a chapter."""
    form = NewPageForm(request.POST or None)
    if form.is_valid():
        facts: dict[str, Any] = form.cleaned_data
        if "preview" in request.POST:
            return _preview(request, facts)
        created = actions.create_page(actor=request.user, **facts)
        messages.success(request, _("Page enregistrée."))
        return redirect("pages_staff:edit", slug=created.slug)
    return _form(request, form, _("Nouvelle page"))


@door(can_edit)
@with_editor
def edit_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a page, look at it first if wanted."""
    edited = queries.page_or_404(slug, actor=request.user)
    form = PageForm(request.POST or None, instance=queries.page_or_404(slug, actor=request.user))
    if form.is_valid():
        if "preview" in request.POST:
            return _preview(request, form.cleaned_data)
        actions.edit_page(actor=request.user, page=edited, **form.cleaned_data)
        messages.success(request, _("Page enregistrée. L’ancienne version est gardée."))
        return redirect("pages_staff:edit", slug=slug)
    versions = edited.versions.defer("body")[:20]
    return _form(request, form, edited.title, edited=edited, versions=versions)


@door(can_edit)
def version(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a page said before."""
    edited = queries.page_or_404(slug, actor=request.user)
    found = get_object_or_404(PageVersion, page=edited, pk=pk)
    return page(request, "pages/staff/version.html", edited=edited, version=found)


@door(can_edit)
@post_only
def restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Bring a version back."""
    edited = queries.page_or_404(slug, actor=request.user)
    found = get_object_or_404(PageVersion, page=edited, pk=pk)
    actions.restore_page(actor=request.user, page=edited, version=found)
    messages.success(request, _("L’ancienne version est revenue. Celle d’avant est gardée aussi."))
    return redirect("pages_staff:edit", slug=slug)


@door(can_edit)
@with_editor
def new_article(request: HttpRequest) -> HttpResponse:
    """Add an article at the end of the charter."""
    form = ArticleForm(request.POST or None)
    if form.is_valid():
        actions.add_article(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Article ajouté à la charte."))
        return redirect("pages_staff:list")
    number = queries.next_article_number()
    return _form(request, form, _("Article %(number)d") % {"number": number}, preview=False)


@door(can_edit)
@with_editor
def edit_article(request: HttpRequest, number: int) -> HttpResponse:
    """Reword an article."""
    edited = queries.article_or_404(number)
    form = ArticleForm(request.POST or None, instance=queries.article_or_404(number))
    if form.is_valid():
        actions.edit_article(actor=request.user, article=edited, **form.cleaned_data)
        messages.success(request, _("Article enregistré. L’ancienne version est gardée."))
        return redirect("pages_staff:list")
    title = _("Article %(number)d") % {"number": number}
    return _form(request, form, title, article=edited, preview=False)


@door(can_edit)
@post_only
def retire_article(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw an article, or put it back."""
    article = queries.article_or_404(number)
    if article.retired_at is None:
        actions.retire_article(actor=request.user, article=article)
        messages.success(request, _("Article retiré de la charte. Vous pouvez le remettre."))
    else:
        actions.reinstate_article(actor=request.user, article=article)
        messages.success(request, _("Article remis dans la charte."))
    return redirect("pages_staff:list")


def _form(request: HttpRequest, form: Any, title: str, **context: Any) -> HttpResponse:
    context.setdefault("preview", True)
    return page(
        request,
        "pages/staff/edit.html",
        status=422 if form.is_bound else 200,
        form=form,
        heading=title,
        **context,
    )


def _preview(request: HttpRequest, facts: dict[str, Any]) -> HttpResponse:
    """The real template with what is being written; nothing is kept."""
    draft = Page(title=facts["title"], body=clean(facts["body"]), slug="apercu", kind="help")
    return page(request, "pages/page.html", shown=draft, editable=False, draft=True)
