"""The Django application of the mail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    """In every house: each keeps its own letters."""

    name = "agora.mail"
    label = "mail"
    verbose_name = _("Courrier")
    default_auto_field = "django.db.models.BigAutoField"
