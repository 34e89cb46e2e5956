"""Our applications under stock django-tenants: the other side of a bench."""

from agora.conf.settings import *  # noqa: F403
from agora.conf.settings import DATABASES, INSTALLED_APPS

DATABASES["default"]["ENGINE"] = "django_tenants.postgresql_backend"
INSTALLED_APPS = ["django_tenants", *INSTALLED_APPS]
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
