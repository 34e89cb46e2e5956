"""Tables: pages, articles of the charter, and what both said before."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from agora.search.vector import SearchColumn, SearchIndex


class PageKind(models.TextChoices):
    """What a page is for; it decides its address."""

    CHARTER = "charter", _("Charte")
    LEGAL = "legal", _("Mentions légales")
    PRIVACY = "privacy", _("Données personnelles")
    ACCESSIBILITY = "accessibility", _("Accessibilité")
    HELP = "help", _("Aide")
    GUIDE = "guide", _("Guide de la concertation")


SINGLE = {
    PageKind.CHARTER: "pages:charter",
    PageKind.LEGAL: "pages:legal",
    PageKind.PRIVACY: "pages:privacy",
    PageKind.ACCESSIBILITY: "pages:accessibility",
}
"""Kinds of which a city has exactly one page, at an address of its own."""


class Page(TenantModel):
    """A page of the city, in rich text cleaned on entry."""

    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    title = models.CharField(_("titre"), max_length=150)
    body = models.TextField(_("texte"), max_length=60_000, blank=True)
    kind = models.CharField(_("type"), max_length=20, choices=PageKind.choices)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    published = models.BooleanField(_("en ligne"), default=False)
    updated_at = models.DateTimeField(_("modifiée le"), db_default=Now())
    search = SearchColumn("title", "body")

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ("kind", "position", "title")
        indexes = [SearchIndex(fields=["search"], name="page_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(kind__in=[str(kind) for kind in SINGLE]),
                name="page_single_kind",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """How the journal names this page."""
        return f"page:{self.slug}"

    def get_absolute_url(self) -> str:
        """Where residents read it."""
        if self.kind in SINGLE:
            return reverse(SINGLE[PageKind(self.kind)])
        if self.kind == PageKind.GUIDE:
            return reverse("pages:chapter", args=[self.slug])
        return reverse("pages:page", args=[self.slug])


class PageVersion(TenantModel):
    """What a page said before it was changed; who changed it is in the journal."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="versions")
    title = models.CharField(_("titre"), max_length=150)
    body = models.TextField(_("texte"), blank=True)
    saved_at = models.DateTimeField(_("remplacée le"), db_default=Now())

    class Meta:
        verbose_name = _("version de page")
        verbose_name_plural = _("versions de pages")
        ordering = ("-saved_at", "-pk")

    def __str__(self) -> str:
        return f"{self.title} ({self.saved_at})"


class CharterArticle(TenantModel):
    """One numbered rule of the charter; its number is for life, since decisions cite it."""

    number = models.PositiveSmallIntegerField(_("numéro"), unique=True)
    title = models.CharField(_("titre"), max_length=150)
    body = models.TextField(_("texte"), max_length=10_000)
    retired_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    updated_at = models.DateTimeField(_("modifié le"), db_default=Now())
    search = SearchColumn("title", "body")

    class Meta:
        verbose_name = _("article de la charte")
        verbose_name_plural = _("articles de la charte")
        ordering = ("number",)
        indexes = [SearchIndex(fields=["search"], name="charter_search")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="charter_numbers_from_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def reference(self) -> str:
        """How the journal names this article."""
        return f"charter:{self.number}"

    def get_absolute_url(self) -> str:
        """Where it is read, within the charter."""
        return f"{reverse('pages:charter')}#article-{self.number}"


class ArticleVersion(TenantModel):
    """What an article said before it was changed."""

    article = models.ForeignKey(CharterArticle, models.CASCADE, related_name="versions")
    title = models.CharField(_("titre"), max_length=150)
    body = models.TextField(_("texte"))
    saved_at = models.DateTimeField(_("remplacée le"), db_default=Now())

    class Meta:
        verbose_name = _("version d’article")
        verbose_name_plural = _("versions d’articles")
        ordering = ("-saved_at", "-pk")

    def __str__(self) -> str:
        return f"{self.title} ({self.saved_at})"
