"""The jobs of the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Queue tables live in public only; this app brings the walls around them."""

    name = "agora.jobs"
    label = "jobs"
    verbose_name = _("Travaux")

    def ready(self) -> None:
        """Register the checks of the queue."""
        from agora.jobs import checks  # noqa: F401, PLC0415  (checks need the apps ready)
