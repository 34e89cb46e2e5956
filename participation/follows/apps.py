"""Django application of the slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowsConfig(AppConfig):
    name = "participation.follows"
    label = "follows"
    verbose_name = _("Suivis")
