"""Tables: every word said by residents, the reports on it, and the city's reply."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Random
from django.utils.translation import gettext_lazy as _

from agora.accounts.models import IdentityLevel, public_name
from agora.context.models import TenantModel
from agora.files.models import StoredFile
from agora.search.vector import SearchColumn, SearchIndex
from participation.consultations.models import Component, Consultation, Department, Sector


class AuthorKind(models.TextChoices):
    """Who speaks."""

    PERSON = "person", _("Une personne")
    GROUP = "group", _("Un groupe")
    MEETING = "meeting", _("Un atelier")
    CITY = "city", _("La ville")


class Origin(models.TextChoices):
    """By which door the words came in."""

    ONLINE = "online", _("En ligne")
    WORKSHOP = "workshop", _("En atelier")
    PAPER = "paper", _("Sur papier")
    DESK = "desk", _("À l’accueil")
    IMPORT = "import", _("Reprise d’un autre site")


class Status(models.TextChoices):
    """Life of a contribution; being hidden is a mark beside it."""

    DRAFT = "draft", _("Brouillon")
    PUBLISHED = "published", _("Publiée")
    WITHDRAWN = "withdrawn", _("Retirée")
    MERGED = "merged", _("Regroupée")


class Contribution(TenantModel):
    """Whatever may be commented, supported, followed or reported."""

    reference = models.CharField(_("référence"), max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    component = models.ForeignKey(Component, models.PROTECT, related_name="contributions")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="contributions")
    author_kind = models.CharField(
        max_length=8, choices=AuthorKind.choices, default=AuthorKind.PERSON
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signature = models.CharField(_("signature"), max_length=200, blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.ONLINE)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    identity_level = models.PositiveSmallIntegerField(
        choices=IdentityLevel.choices, default=IdentityLevel.NONE
    )
    slow_until = models.DateTimeField(null=True, blank=True)
    occurred_on = models.DateField(_("dit le"), null=True, blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(_("titre"), max_length=200, blank=True)
    body = models.TextField(_("texte"), blank=True)
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="+")
    place_label = models.CharField(_("lieu"), max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PUBLISHED)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_article = models.PositiveSmallIntegerField(_("article de la charte"), null=True)
    hidden_reason = models.TextField(_("motif"), blank=True)
    comments_count = models.PositiveIntegerField(default=0)
    supports_count = models.PositiveIntegerField(default=0)
    follows_count = models.PositiveIntegerField(default=0)
    reports_count = models.PositiveIntegerField(default=0)
    shuffle = models.FloatField(db_default=Random())
    source = models.CharField(max_length=300, blank=True)
    source_reference = models.CharField(max_length=200, blank=True)
    extra: models.JSONField[dict[str, Any]] = models.JSONField(default=dict, blank=True)
    search = SearchColumn("title", "body")

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("contribution")
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=False) | ~Q(signature=""),
                name="contribution_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(title="") | ~Q(body="") | Q(status="draft"),
                name="contribution_says_something",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="contribution_place_whole",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="contribution_published_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | Q(hidden_article__isnull=False),
                name="contribution_hidden_cites_article",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=~Q(source=""), name="contribution_source_once"
            ),
        ]
        indexes = [
            models.Index(
                "consultation",
                "kind",
                F("published_at").desc(),
                name="contribution_by_consultation",
                condition=Q(status="published", hidden_at__isnull=True),
            ),
            models.Index(
                "consultation",
                F("supports_count").desc(),
                F("comments_count").desc(),
                F("id").desc(),
                name="contribution_talked",
                condition=Q(status="published", hidden_at__isnull=True),
            ),
            models.Index(
                "component",
                "kind",
                F("published_at").desc(),
                F("id").desc(),
                name="contribution_by_component",
                condition=Q(status="published", hidden_at__isnull=True),
            ),
            models.Index(
                "component",
                "kind",
                F("supports_count").desc(),
                F("id").desc(),
                name="contribution_by_supports",
                condition=Q(status="published", hidden_at__isnull=True),
            ),
            models.Index(
                "component",
                "kind",
                F("comments_count").desc(),
                F("id").desc(),
                name="contribution_by_comments",
                condition=Q(status="published", hidden_at__isnull=True),
            ),
            models.Index(
                "component",
                "kind",
                "shuffle",
                "id",
                name="contribution_shuffled",
                condition=Q(status="published", hidden_at__isnull=True),
            ),
            models.Index(
                F("published_at").desc(),
                name="contribution_reported",
                condition=Q(reports_count__gt=0, hidden_at__isnull=True),
            ),
            SearchIndex(fields=["search"], name="contribution_search"),
            models.Index(Lower("reference"), name="contribution_reference"),
            models.Index(Lower("source_reference"), name="contribution_source_ref"),
        ]

    def __str__(self) -> str:
        return self.title or self.body[:60]

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def author_name(self) -> str:
        """The public name: the signature when there is one, else the pseudonym."""
        return signed(self.signature, self.author_id, self.author.pseudonym if self.author else "")


def signed(signature: str, author: int | None, pseudonym: str | None) -> str:
    """The public name of an author, from the columns that tell it."""
    return signature or (public_name(pseudonym) if author else "")


class Attachment(TenantModel):
    """A photo or a document joined to a contribution."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    caption = models.CharField(_("description"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.caption or str(self.file_id)


class Revision(TenantModel):
    """What a contribution said before a correction: corrections are visible."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="revisions")
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    by_city = models.BooleanField(default=False)
    reason = models.CharField(_("motif"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.reason


class ReportKind(models.TextChoices):
    """Why a reader reports a text."""

    CHARTER_BREACH = "charter_breach", _("Ce texte ne respecte pas la charte")
    SPAM = "spam", _("C’est de la publicité")
    PERSONAL_DATA = "personal_data", _("Il donne des informations personnelles sur quelqu’un")
    ILLEGAL = "illegal", _("Il est contraire à la loi")
    OFF_TOPIC = "off_topic", _("Il est hors sujet")


class Report(TenantModel):
    """A reader's word to the team about a contribution."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="reports")
    kind = models.CharField(_("motif"), max_length=16, choices=ReportKind.choices)
    message = models.TextField(_("précisions"), blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "reporter"],
                condition=Q(closed_at__isnull=True, reporter__isnull=False),
                name="report_once_while_open",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class OfficialReply(TenantModel):
    """The city's written answer to a contribution."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="official_reply")
    body = models.TextField(_("réponse"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signature = models.CharField(_("signée"), max_length=200, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("réponse de la ville")
        indexes = [models.Index(F("published_at").desc(), name="reply_recent")]

    def __str__(self) -> str:
        return self.body[:60]


class ReplyVersion(TenantModel):
    """A former wording of the city's reply."""

    reply = models.ForeignKey(OfficialReply, models.CASCADE, related_name="versions")
    body = models.TextField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.body[:60]


class SentForm(TenantModel):
    """A form that has been received: sent twice, it leads to the first answer."""

    key = models.UUIDField(primary_key=True)
    url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return str(self.key)
