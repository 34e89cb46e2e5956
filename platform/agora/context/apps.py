"""The Django application of the context: no table, some checks."""

from importlib import import_module

from django.apps import AppConfig


class ContextConfig(AppConfig):
    """Registers the system checks."""

    name = "agora.context"
    label = "context"

    def ready(self) -> None:
        """Register the checks."""
        import_module("agora.context.checks")
