"""Writing the town's pages; what was said before is always kept."""

from typing import Any

from django.db.models.functions import Now
from django.utils import timezone

from agora.action import action
from agora.context import current_city
from participation.pages import defaults
from participation.pages.models import (
    ArticleVersion,
    CharterArticle,
    Page,
    PageKind,
    PageVersion,
)
from participation.pages.queries import next_article_number
from participation.pages.richtext import clean
from participation.pages.rules import can_edit


@action("pages.defaults_installed", rule=can_edit)
def install_defaults(*, actor: Any) -> None:
    """Give the city its first texts; run again, it changes nothing already there."""
    city = current_city().name
    Page.objects.bulk_create(
        [
            Page(
                slug=one.slug,
                title=one.title,
                kind=one.kind,
                position=one.position,
                body=one.body,
                published=True,
            )
            for one in defaults.pages(city)
        ],
        ignore_conflicts=True,
    )
    CharterArticle.objects.bulk_create(
        [
            CharterArticle(number=one.number, title=one.title, body=one.body)
            for one in defaults.articles(city)
        ],
        ignore_conflicts=True,
    )


@action("page.created", rule=can_edit)
def create_page(
    *,
    actor: Any,
    slug: str,
    title: str,
    body: str,
    kind: str = PageKind.HELP,
    published: bool = False,
) -> Page:
    """Add a help page or a chapter to the guide."""
    position = Page.objects.filter(kind=kind).count() + 1
    return Page.objects.create(
        slug=slug, title=title, body=clean(body), kind=kind, position=position, published=published
    )


@action("page.edited", rule=can_edit)
def edit_page(*, actor: Any, page: Page, title: str, body: str, published: bool) -> Page:
    """Change a page, and keep what it said."""
    before = Page.objects.select_for_update().get(pk=page.pk)
    body = clean(body)
    if (before.title, before.body) != (title, body):
        PageVersion.objects.create(page=before, title=before.title, body=before.body)
    before.title, before.body, before.published = title, body, published
    before.updated_at = timezone.now()
    before.save(update_fields=["title", "body", "published", "updated_at"])
    return before


@action("page.restored", rule=can_edit)
def restore_page(*, actor: Any, page: Page, version: PageVersion) -> Page:
    """Bring back what a page said; what it says now is kept too, so this can be undone."""
    return edit_page(
        actor=actor,
        page=page,
        title=version.title,
        body=version.body,
        published=page.published,
    )


@action("charter.article_added", rule=can_edit)
def add_article(*, actor: Any, title: str, body: str) -> CharterArticle:
    """Add an article at the end: the numbers already cited do not move."""
    return CharterArticle.objects.create(
        number=next_article_number(), title=title, body=clean(body)
    )


@action("charter.article_edited", rule=can_edit)
def edit_article(*, actor: Any, article: CharterArticle, title: str, body: str) -> CharterArticle:
    """Reword an article, and keep what it said when decisions cited it."""
    before = CharterArticle.objects.select_for_update().get(pk=article.pk)
    body = clean(body)
    if (before.title, before.body) != (title, body):
        ArticleVersion.objects.create(article=before, title=before.title, body=before.body)
    before.title, before.body, before.updated_at = title, body, timezone.now()
    before.save(update_fields=["title", "body", "updated_at"])
    return before


@action("charter.article_retired", rule=can_edit)
def retire_article(*, actor: Any, article: CharterArticle) -> CharterArticle:
    """Withdraw an article from the charter; decisions that cite it still find it."""
    CharterArticle.objects.filter(pk=article.pk).update(retired_at=Now())
    return article


@action("charter.article_reinstated", rule=can_edit)
def reinstate_article(*, actor: Any, article: CharterArticle) -> CharterArticle:
    """Put a retired article back in force."""
    CharterArticle.objects.filter(pk=article.pk).update(retired_at=None)
    return article
