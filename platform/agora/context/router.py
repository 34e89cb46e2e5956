"""Which app lives in which house."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections

from agora.context import current

HOUSES = {"public": "PUBLIC_APPS", "club": "CLUB_APPS"}


def apps_of(house: str) -> frozenset[str]:
    """Return the labels of the apps whose tables live in `house`."""
    names = set(getattr(settings, HOUSES.get(house, "CITY_APPS")))
    return frozenset(config.label for config in apps.get_app_configs() if config.name in names)


def lives_here(written: Callable[..., Any]) -> bool:
    """Say whether the app that wrote this function has its tables in the present house."""
    config = apps.get_containing_app_config(getattr(written, "__module__", None) or "")
    return config is None or config.label in apps_of(current.get().house)


class HouseRouter:
    """Creates tables only where they live; with no house (`makemigrations`) it has no opinion."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Say whether the tables of `app_label` live in the current house."""
        house = current.get().house
        if not house or connections[db].vendor != "postgresql":
            return None
        return app_label in apps_of(house)
