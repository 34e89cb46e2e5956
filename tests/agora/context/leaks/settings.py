"""The smallest project in which a row may reach the wrong city: ours, or stock django-tenants."""

import os

SUBJECT = os.environ.get("LEAKS_SUBJECT", "ours")
OURS = not SUBJECT.startswith("stock")
POOL = int(os.environ.get("LEAKS_POOL", "0"))
# A stall of the machine is no leak: whatever else goes wrong here is told as one.
PATIENT = {"connect_timeout": 60}
DATABASES = {
    "default": {
        "ENGINE": "agora.context.backend" if OURS else "django_tenants.postgresql_backend",
        "NAME": os.environ.get("LEAKS_DATABASE", "agora_leaks"),
        "USER": "agora_app" if OURS and SUBJECT != "applies_no_role" else "postgres",
        "HOST": os.environ.get("LEAKS_HOST", ""),
        "OPTIONS": PATIENT
        | ({"pool": {"min_size": POOL, "max_size": POOL, "timeout": 60}} if POOL else {}),
    }
}
if SUBJECT == "tax":
    DATABASES["plain"] = DATABASES["default"] | {
        "ENGINE": "django.db.backends.postgresql",
        "USER": "postgres",
        "OPTIONS": {},
    }
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
INSTALLED_APPS = ["tests.agora.context.leaks.apps.LeaksConfig"]
if not OURS:
    INSTALLED_APPS.append("django.contrib.contenttypes")
    TENANT_MODEL = "leaks.Town"
PUBLIC_APPS = CITY_APPS = CLUB_APPS = ["tests.agora.context.leaks"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROVIDER_HOST, CLUB_HOST = "console.localhost", "club.localhost"
ROOT_URLCONF = __name__
HOUSE_URLCONFS = dict.fromkeys(("city", "public", "club"), __name__)
ALLOWED_HOSTS = ["*"]
SECRET_KEY = "leaks"
USE_TZ = True
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        **({"KEY_FUNCTION": "agora.context.keys.cache_key"} if OURS else {}),
    }
}
urlpatterns: list[object] = []
