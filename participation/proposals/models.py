"""Tables: what makes a contribution a proposal, its draft, and the steps of its life."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from agora.files.models import StoredFile
from participation.consultations.models import Component, Department, Sector, Theme
from participation.contributions.models import Contribution


class AnswerState(models.TextChoices):
    """What the city has made of a proposal so far."""

    NONE = "none", _("Déposée")
    EVALUATING = "evaluating", _("À l’étude")
    ACCEPTED = "accepted", _("Retenue")
    REJECTED = "rejected", _("Non retenue")


class Proposal(TenantModel):
    """An idea; its words, author and place are those of its contribution."""

    contribution = models.OneToOneField(
        Contribution, models.CASCADE, primary_key=True, related_name="proposal"
    )
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    category = models.CharField(_("rubrique"), max_length=160, blank=True)
    answer_state = models.CharField(
        _("suite donnée"), max_length=10, choices=AnswerState.choices, default=AnswerState.NONE
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    original = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments"
    )

    class Meta:
        verbose_name = _("proposition")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_state="none") | Q(answered_at__isnull=False),
                name="proposal_answer_is_dated",
            )
        ]
        indexes = [
            models.Index(fields=["answer_state", "-answered_at"], name="proposal_by_answer"),
            models.Index(fields=["theme"], name="proposal_by_theme"),
        ]

    def __str__(self) -> str:
        return str(self.contribution)


class Milestone(TenantModel):
    """A step in the life of a proposal, past or to come: « Vote du conseil, 8 février 2027 »."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="milestones")
    title = models.CharField(_("étape"), max_length=120)
    detail = models.CharField(_("précision"), max_length=200, blank=True)
    happens_on = models.DateField(_("date"), null=True, blank=True)
    when_label = models.CharField(_("ou période"), max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = [F("happens_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(happens_on__isnull=False) | ~Q(when_label=""),
                name="milestone_has_a_time",
                violation_error_message=_("Indiquez une date, ou une période."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Draft(TenantModel):
    """An idea being written: kept at each step, by an account or by this device's session."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    component = models.ForeignKey(Component, models.CASCADE, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="+")
    sector = models.ForeignKey(Sector, models.SET_NULL, null=True, blank=True, related_name="+")
    place_label = models.CharField(max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    photo = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    photo_caption = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["author", "-updated_at"], name="draft_by_author")]

    def __str__(self) -> str:
        return self.title or str(self.uid)
