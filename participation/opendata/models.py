"""Tables: what was moved in, from which files, and where the old addresses lead."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from participation.consultations.models import Consultation
from participation.contributions.models import Contribution


class ImportRun(TenantModel):
    """One moving in: its files in storage, its dry-run report, then what was really done."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Fichiers reçus")
        CHECKING = "checking", _("Lecture en cours")
        READY = "ready", _("À confirmer")
        REFUSED = "refused", _("Refusé")
        LOADING = "loading", _("Import en cours")
        DONE = "done", _("Importé")
        FAILED = "failed", _("Interrompu")

    BUSY = (State.UPLOADED, State.CHECKING, State.LOADING)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    report: models.JSONField[dict[str, Any]] = models.JSONField(default=dict, blank=True)
    progress = models.PositiveIntegerField(_("lignes traitées"), default=0)
    total = models.PositiveIntegerField(_("lignes en tout"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("reprise de données")

    def __str__(self) -> str:
        return str(self.uid)


class ImportFile(TenantModel):
    """One file of a run, kept until the run ends."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    key = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class OldAddress(TenantModel):
    """A page of the former site, and what answers it now with a 301."""

    host = models.CharField(max_length=253)
    path = models.CharField(max_length=500)
    contribution = models.ForeignKey(
        Contribution, models.CASCADE, null=True, blank=True, related_name="+"
    )
    consultation = models.ForeignKey(
        Consultation, models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "host"], name="old_address_once")]

    def __str__(self) -> str:
        return f"{self.host}{self.path}"
