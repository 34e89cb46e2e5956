"""Table: what makes a contribution a debate."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from participation.contributions.models import Contribution


class Debate(TenantModel):
    """The city's question; its words are those of its contribution."""

    contribution = models.OneToOneField(
        Contribution, models.CASCADE, primary_key=True, related_name="debate"
    )
    category = models.CharField(_("rubrique"), max_length=160, blank=True)
    instructions = models.TextField(_("pour bien débattre"), blank=True)
    conclusions = models.TextField(_("ce que la ville retient"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("débat")

    def __str__(self) -> str:
        return str(self.contribution)
