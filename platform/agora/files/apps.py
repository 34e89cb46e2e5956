"""The Django application of files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """In every house."""

    name = "agora.files"
    label = "files"
    verbose_name = _("Fichiers")
    default_auto_field = "django.db.models.BigAutoField"
