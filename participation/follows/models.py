"""Table: who follows what."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from participation.consultations.models import Consultation
from participation.contributions.models import Contribution


class Follow(TenantModel):
    """A person wants news of a consultation, or of a contribution."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    consultation = models.ForeignKey(
        Consultation, models.CASCADE, null=True, blank=True, related_name="follows"
    )
    contribution = models.ForeignKey(
        Contribution, models.CASCADE, null=True, blank=True, related_name="follows"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("suivi")
        constraints = [
            models.CheckConstraint(
                condition=Q(consultation__isnull=False, contribution__isnull=True)
                | Q(consultation__isnull=True, contribution__isnull=False),
                name="follow_one_thing",
            ),
            models.UniqueConstraint(
                fields=["user", "consultation"],
                condition=Q(consultation__isnull=False),
                name="follow_consultation_once",
            ),
            models.UniqueConstraint(
                fields=["user", "contribution"],
                condition=Q(contribution__isnull=False),
                name="follow_contribution_once",
            ),
        ]
        indexes = [
            models.Index(fields=["consultation"], name="follow_of_consultation"),
            models.Index(fields=["contribution"], name="follow_of_contribution"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} -> {self.consultation_id or self.contribution_id}"
