"""Django application of the club."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClubConfig(AppConfig):
    name = "club_utilisateurs"
    label = "club_utilisateurs"
    verbose_name = _("Club des utilisateurs")
