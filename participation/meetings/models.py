"""Tables: meetings, and the words noted in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from agora.files.models import StoredFile
from participation.contributions.models import Contribution


class Meeting(TenantModel):
    """A public meeting, a workshop or a stand, somewhere at a time."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("Réunion publique")
        WORKSHOP = "workshop", _("Atelier")
        STAND = "stand", _("Permanence")
        WALK = "walk", _("Balade")

    contribution = models.OneToOneField(
        Contribution, models.CASCADE, primary_key=True, related_name="meeting"
    )
    kind = models.CharField(_("genre"), max_length=8, choices=Kind.choices, default=Kind.PUBLIC)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"), null=True, blank=True)
    venue = models.CharField(_("lieu"), max_length=160, blank=True)
    address = models.CharField(_("adresse"), max_length=240, blank=True)
    access = models.CharField(_("accès"), max_length=240, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    attendance = models.PositiveIntegerField(_("personnes présentes"), null=True, blank=True)
    minutes = models.TextField(_("compte rendu"), blank=True)
    minutes_on = models.DateField(_("compte rendu publié"), null=True, blank=True)
    sheet_photo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("réunion")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("La réunion finit avant de commencer."),
            )
        ]
        indexes = [models.Index(fields=["starts_at"], name="meeting_by_date")]

    def __str__(self) -> str:
        return str(self.contribution)


class WorkshopNote(TenantModel):
    """One post-it of a workshop; its words are those of its contribution."""

    contribution = models.OneToOneField(
        Contribution, models.CASCADE, primary_key=True, related_name="workshop_note"
    )
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notes")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["meeting", "position"]

    def __str__(self) -> str:
        return str(self.contribution)
