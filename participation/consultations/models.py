"""Tables: what the city asks, in which steps, with which tools, and who carries it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from agora.files.models import StoredFile
from agora.search.vector import SearchColumn, SearchIndex


class Department(TenantModel):
    """A department of the town hall that may carry consultations."""

    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("adresse électronique"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("direction")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="department_name_once",
                violation_error_message=_("Une direction porte déjà ce nom."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Sector(TenantModel):
    """A part of the city; `outline` is its drawing, `{"path": "M...", "x": .., "y": ..}`."""

    name = models.CharField(_("nom"), max_length=120)
    number = models.PositiveSmallIntegerField(_("numéro"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    outline = models.JSONField(_("contour"), null=True, blank=True)

    class Meta:
        ordering = [F("number").asc(nulls_last=True), "name"]
        verbose_name = _("secteur")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="sector_name_once",
                violation_error_message=_("Un secteur porte déjà ce nom."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Theme(TenantModel):
    """A subject residents may care for: mobility, schools, nature..."""

    name = models.CharField(_("nom"), max_length=80)

    class Meta:
        ordering = ["name"]
        verbose_name = _("thème")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="theme_name_once",
                violation_error_message=_("Un thème porte déjà ce nom."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ConsultationKind(models.TextChoices):
    """What sort of undertaking it is."""

    CONSULTATION = "consultation", _("Concertation")
    ASSISES = "assises", _("Assises")
    PARTICIPATORY_BUDGET = "participatory_budget", _("Budget participatif")
    LOCAL_COMMISSION = "local_commission", _("Commission locale")
    PUBLIC_INQUIRY = "public_inquiry", _("Enquête publique")
    WORKSHOP_SERIES = "workshop_series", _("Cycle d’ateliers")


class State(models.TextChoices):
    """Life of a consultation; scheduled, open and closed are labels a job refreshes."""

    DRAFT = "draft", _("Brouillon")
    SCHEDULED = "scheduled", _("À venir")
    OPEN = "open", _("Ouverte")
    CLOSED = "closed", _("Terminée")
    RESTITUTED = "restituted", _("Restituée")
    ARCHIVED = "archived", _("Archivée")
    CANCELLED = "cancelled", _("Annulée")


class Consultation(TenantModel):
    """Something the city asks its residents, with its promise of an answer."""

    title = models.CharField(_("titre"), max_length=200)
    slug = models.SlugField(_("adresse"), max_length=220, unique=True)
    reference = models.CharField(_("référence"), max_length=200, unique=True)
    kind = models.CharField(
        _("type de démarche"),
        max_length=24,
        choices=ConsultationKind.choices,
        default=ConsultationKind.CONSULTATION,
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    template = models.CharField(_("gabarit"), max_length=40, blank=True)
    objective = models.TextField(_("objectif"), blank=True)
    summary = models.TextField(_("en deux phrases"), blank=True)
    body = models.TextField(_("présentation"), blank=True)
    open_points = models.TextField(_("à vous de dire"), blank=True)
    fixed_points = models.TextField(_("déjà fixé"), blank=True)
    how_decided = models.TextField(_("comment c’est décidé"), blank=True)
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="consultations")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    organiser = models.CharField(_("organisateur"), max_length=200, blank=True)
    audience = models.TextField(_("à qui l’on s’adresse"), blank=True)
    without_screen = models.TextField(_("participer sans écran"), blank=True)
    starts_on = models.DateField(_("date de début"), null=True, blank=True)
    ends_on = models.DateField(_("date de fin"), null=True, blank=True)
    cover = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    cover_alt = models.CharField(_("description de l’image"), max_length=200, blank=True)
    grid = models.TextField(_("grille d’analyse"), blank=True)
    communication_plan = models.TextField(_("plan de communication"), blank=True)
    restitution_due_on = models.DateField(_("restitution promise"), null=True, blank=True)
    restitution_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    restituted_on = models.DateField(_("restitution donnée"), null=True, blank=True)
    restitution_text = models.TextField(_("restitution"), blank=True)
    cancel_reason = models.TextField(_("motif d’annulation"), blank=True)
    follows_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_reference = models.CharField(max_length=200, blank=True)
    extra: models.JSONField[dict[str, Any]] = models.JSONField(default=dict, blank=True)
    search = SearchColumn("title", "objective", "summary", "body")

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("concertation")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="consultation_ends_after_start",
                violation_error_message=_("La date de fin vient avant la date de début."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False) | Q(state="cancelled"),
                name="consultation_published_is_dated",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=~Q(source=""), name="consultation_source_once"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-starts_on"], name="consultation_state"),
            SearchIndex(fields=["search"], name="consultation_search"),
            models.Index(Lower("reference"), name="consultation_reference"),
            models.Index(Lower("source_reference"), name="consultation_source_ref"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultations:detail", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.state not in (State.DRAFT, State.CANCELLED)


class Phase(TenantModel):
    """One step in time; steps may overlap."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="phases")
    title = models.CharField(_("titre"), max_length=120)
    description = models.TextField(_("ce qui s’y passe"), blank=True)
    animation = models.TextField(_("temps d’animation"), blank=True)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "starts_at", "pk"]
        verbose_name = _("étape")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="phase_ends_after_start",
                violation_error_message=_("L’étape finit avant de commencer."),
            ),
            models.UniqueConstraint(
                fields=["source"], condition=~Q(source=""), name="phase_source_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Component(TenantModel):
    """A tool opened in a consultation; `kind` comes from the registry of tools."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="components")
    kind = models.CharField(max_length=40)
    title = models.CharField(_("titre"), max_length=160)
    introduction = models.TextField(_("mot d’introduction"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    phases = models.ManyToManyField(Phase, through="Opening", related_name="components")
    settings: models.JSONField[dict[str, Any]] = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("module")
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=~Q(source=""), name="component_source_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Opening(TenantModel):
    """What a component allows during a phase; no action named = all those of its tool."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="openings")
    phase = models.ForeignKey(Phase, models.CASCADE, related_name="openings")
    actions = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["component", "phase"], name="opening_once")]

    def __str__(self) -> str:
        return f"{self.component_id}/{self.phase_id}"


class Document(TenantModel):
    """A file residents may read; format and size come from the stored file."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="documents")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(_("titre"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("document")

    def __str__(self) -> str:
        return self.title


class Link(TenantModel):
    """Something said elsewhere: an article, a paper, a radio broadcast, a film."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        PAPER = "paper", _("Journal")
        RADIO = "radio", _("Émission de radio")
        VIDEO = "video", _("Vidéo")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="links")
    kind = models.CharField(_("genre"), max_length=8, choices=Kind.choices, default=Kind.ARTICLE)
    title = models.CharField(_("titre"), max_length=200)
    url = models.URLField(_("adresse"), max_length=500)
    publisher = models.CharField(_("paru dans"), max_length=120, blank=True)
    published_on = models.DateField(_("date"), null=True, blank=True)

    class Meta:
        ordering = [F("published_on").desc(nulls_last=True), "pk"]
        verbose_name = _("lien")

    def __str__(self) -> str:
        return self.title


class TeamMember(TenantModel):
    """A role held on one consultation, or on all those of a department."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(_("rôle"), max_length=40)
    consultation = models.ForeignKey(
        Consultation, models.CASCADE, null=True, blank=True, related_name="team"
    )
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="team"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["role", "pk"]
        verbose_name = _("membre de l’équipe")
        constraints = [
            models.CheckConstraint(
                condition=Q(consultation__isnull=False, department__isnull=True)
                | Q(consultation__isnull=True, department__isnull=False),
                name="team_member_one_scope",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "consultation"],
                condition=Q(consultation__isnull=False),
                name="team_member_once_consultation",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "department"],
                condition=Q(department__isnull=False),
                name="team_member_once_department",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"
