"""The Django application of the provider's side."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    """Lives in the public schema only."""

    name = "tenants"
    label = "tenants"
    verbose_name = _("Villes")
    default_auto_field = "django.db.models.BigAutoField"
