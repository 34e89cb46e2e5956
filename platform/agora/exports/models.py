"""A trace of each list that left the house."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel


class Download(TenantModel):
    """Which list, in which format, with which filters; who did it is in the journal."""

    key = models.CharField(_("export"), max_length=60)
    format = models.CharField(_("format"), max_length=8)
    filters = models.JSONField(_("filtres"), default=dict, blank=True)
    at = models.DateTimeField(_("le"), db_default=Now())

    class Meta:
        verbose_name = _("téléchargement")
        verbose_name_plural = _("téléchargements")

    def __str__(self) -> str:
        return f"{self.key}.{self.format}"

    @property
    def reference(self) -> str:
        """How the journal names what left."""
        return f"exports:{self.key}.{self.format}"
