"""`agora verbs`: all that can be done, who may, and how the journal says it."""

import pkgutil
import sys
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules

from agora.action import verbs
from agora.audit.registries import sentence


class Command(BaseCommand):
    """Print the dictionary of verbs."""

    help = "List all that can be done, who may, and how the journal says it."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Read every `actions`, then print one line a verb."""
        read_every_action()
        for name, verb in sorted(verbs.items()):
            rule = getattr(verb.rule, "__name__", "?")
            self.stdout.write(f"{name:<40} {rule:<28} {sentence(name)}")


def read_every_action() -> None:
    """Import every `actions` module, and the parts of those that are folders."""
    autodiscover_modules("actions")
    for config in apps.get_app_configs():
        if package := sys.modules.get(f"{config.name}.actions"):
            for part in pkgutil.iter_modules(getattr(package, "__path__", ())):
                import_module(f"{package.__name__}.{part.name}")
