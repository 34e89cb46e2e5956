"""The Django application of the journal."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """In every house; keeps a line for every action."""

    name = "agora.audit"
    label = "audit"
    verbose_name = _("Journal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the actions who keeps the journal."""
        from agora.action import register_recorder  # noqa: PLC0415  (models must be ready)
        from agora.audit.recorder import record  # noqa: PLC0415

        register_recorder(record)
        autodiscover_modules("hooks")
