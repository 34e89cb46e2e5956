"""System checks: what must hold for two cities never to meet."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import models

from agora.context.models import TenantManager, TenantModel, TenantQuerySet

ENGINE = "agora.context.backend"
FIRST = "agora.context.middleware.CityMiddleware"
ROUTER = "agora.context.router.HouseRouter"
OURS = ("agora.", "participation.", "tenants", "billing", "club_utilisateurs")


@register("tenancy")
def settings_are_closed(app_configs: Any = None, **_options: Any) -> list[CheckMessage]:
    """Engine, first middleware, router and pool are ours."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.dummy":
        return []
    pool = database.get("OPTIONS", {}).get("pool") or {}
    wrong = {
        "E001": (database["ENGINE"] != ENGINE, f"ENGINE must be {ENGINE}."),
        "E002": (settings.MIDDLEWARE[:1] != [FIRST], f"The first middleware must be {FIRST}."),
        "E003": (settings.DATABASE_ROUTERS[:1] != [ROUTER], f"The first router must be {ROUTER}."),
        "E004": (bool(database.get("CONN_MAX_AGE")), "CONN_MAX_AGE and a pool of ours do not mix."),
        "E005": (
            "assume_role" in database.get("OPTIONS", {}),
            "assume_role would fight with the role of the house.",
        ),
        "E006": (
            bool(pool) and not 0 < pool.get("max_lifetime", 3600) <= 600,
            "A server connection keeps megabytes per city: the pool's max_lifetime is 600 at most.",
        ),
        "E007": (
            bool(pool) and pool.get("max_size", 0) < getattr(settings, "THREADS", 1),
            "The pool needs as many connections as the process has threads.",
        ),
    }
    return [Error(text, id=f"agora.{key}") for key, (bad, text) in wrong.items() if bad]


@register("tenancy")
def models_know_their_house(app_configs: Any = None, **_options: Any) -> list[CheckMessage]:
    """Every model of ours stamps its rows, and every manager its querysets."""
    return [message for model in our_models() for message in _model_errors(model)]


def our_models() -> Iterator[type[models.Model]]:
    """Every concrete model of our own packages, tables made for many-to-many fields aside."""
    for config in apps.get_app_configs():
        if config.name.startswith(OURS):
            yield from config.get_models()


def _model_errors(model: type[models.Model]) -> Iterator[CheckMessage]:
    if not issubclass(model, TenantModel):
        yield Error("Inherit TenantModel.", obj=model, id="agora.E010")
    if not isinstance(model._base_manager, TenantManager):
        yield Error("Inherit TenantModel first.", obj=model, id="agora.E013")
    for manager in model._meta.managers:
        queryset = getattr(manager, "_queryset_class", TenantQuerySet)
        if not issubclass(queryset, TenantQuerySet):
            yield Error(
                f"Manager {manager.name!r} must give a TenantQuerySet.", obj=model, id="agora.E011"
            )
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if field.concrete and target is not None and target._meta.label_lower == CONTENT_TYPE:
            yield Error(
                f"{field.name} names a content type: those live in public only.",
                obj=model,
                id="agora.E012",
            )


CONTENT_TYPE = "contenttypes.contenttype"
