"""What the club remembers of blueprints: which versions it told members of."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel


class AnnouncedVersion(TenantModel):
    """A version whose news went out, so that it goes out once; the first one needs none."""

    blueprint_uid = models.UUIDField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("version annoncée")
        constraints = [
            models.UniqueConstraint(fields=["blueprint_uid", "version"], name="club_announced_once")
        ]

    def __str__(self) -> str:
        return f"{self.blueprint_uid}/{self.version}"
