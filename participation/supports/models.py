"""Table: who supports what, once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from participation.contributions.models import Contribution


class Support(TenantModel):
    """One person's support of one contribution."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="supports")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("soutien")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "user"], name="support_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.contribution_id}"
