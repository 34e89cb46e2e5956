"""What people looked for in vain."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel


class FruitlessSearch(TenantModel):
    """Words that found nothing on a day, counted; nobody is named."""

    day = models.DateField(_("jour"))
    terms = models.CharField(_("mots cherchés"), max_length=60)
    count = models.PositiveIntegerField(_("fois"), default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "terms"], name="search_fruitless_day_terms")
        ]

    def __str__(self) -> str:
        return f"{self.terms} ({self.day})"
