"""The application `agora.ui`."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components and pages; no table."""

    name = "agora.ui"
    label = "ui"


class EditorConfig(AppConfig):
    """The rich text editor's scripts and styles, without its checks: those load Django's admin."""

    name = "django_prose_editor"
    verbose_name = "django-prose-editor"
