"""The application `agora.ui`."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components and pages; no table."""

    name = "agora.ui"
    label = "ui"
