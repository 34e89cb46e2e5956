"""Every setting of a process, read once from the environment; docs/settings.md explains each.

What a city may choose for itself lives in its row, not here.
"""

import secrets
from pathlib import Path

from agora import __version__
from agora.api.defaults import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401
from agora.conf import edge, env, logs, sentry
from agora.conf.csp import POLICY
from agora.conf.refusal import Refusal

BASE_DIR = Path(__file__).resolve().parents[3]
DATA_DIR = Path(env.text("AGORA_DATA_DIR", str(BASE_DIR / "var")))

# Process
DEMO = env.flag("AGORA_DEMO")
DEBUG = env.flag("AGORA_DEBUG")
DATABASES = {"default": env.database("AGORA_DATABASE_URL")}
DEPLOYED = bool(DATABASES["default"].get("NAME")) and not DEMO
if DEMO and not (Path(DATABASES["default"].get("HOST") or "-") / "agora-embedded").is_file():
    # The secrets of the demo are public: they may only ever guard the embedded database.
    raise Refusal("AGORA_DEMO", "only runs on the embedded database", "Unset it, or run: make demo")
SECRET_KEY = env.text("AGORA_SECRET_KEY", "demo" * 13 if DEMO else "")
if not SECRET_KEY and DEPLOYED:
    raise Refusal("AGORA_SECRET_KEY", "is missing", "Set it to 50 random characters or more")
if DEPLOYED and SECRET_KEY.startswith("demo"):
    why = "the secret key of the demo may not guard another database"
    raise Refusal("AGORA_SECRET_KEY", why, "Set it to 50 random characters or more")
SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(50)
SECRET_KEY_FALLBACKS = env.words("AGORA_SECRET_KEY_FALLBACKS")

# Database
if pool := env.number("AGORA_DATABASE_POOL", 0):
    # At least as many connections as threads, else requests wait 30 s; ten minutes of life,
    # because a server connection keeps some megabytes for every city it has seen.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "max_lifetime": 600}
if "OPTIONS" in DATABASES["default"]:
    # A prepared "SELECT *" breaks on a half-migrated fleet.
    DATABASES["default"]["OPTIONS"] |= {"prepare_threshold": None}
DATABASE_ROUTERS = ["agora.context.router.HouseRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Houses: which tables live in public, in each city, in the club
KERNEL_APPS = [
    "agora.context",
    "agora.accounts",
    "agora.audit",
    "agora.jobs",
    "agora.ui",
    "agora.api",
    "agora.mail",
    "agora.files",
    "agora.notices",
    "agora.exports",
    "agora.search",
]
SLICES = [
    "participation.pages",
    "participation.consultations",
    "participation.contributions",
    "participation.follows",
    "participation.comments",
    "participation.supports",
    "participation.meetings",
    "participation.proposals",
    "participation.debates",
    "participation.opendata",
    "participation.sharing",
    "participation.demo",
]
FURNITURE = ["django.contrib.sessions", *KERNEL_APPS, "allauth.account", "allauth.mfa"]
PUBLIC_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "procrastinate.contrib.django",
    "tenants",
    "billing",
    *FURNITURE,
]
CITY_APPS = [*FURNITURE, *SLICES]
CLUB_APPS = [*FURNITURE, "club_utilisateurs"]
TABLELESS_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.messages",
    "django.forms",
    "django_htmx",
    "csp",
    "rest_framework",
    "leaflet",
    "agora.ui.apps.EditorConfig",
    "allauth",
]
INSTALLED_APPS = list(dict.fromkeys([*SLICES, *PUBLIC_APPS, *CLUB_APPS, *TABLELESS_APPS]))
TENANT_MODEL, TENANT_DOMAIN_MODEL = "tenants.City", "tenants.Domain"
TENANT_APPS, SHARED_APPS = CITY_APPS, PUBLIC_APPS
PUBLIC_SCHEMA_NAME = "public"
AUTH_USER_MODEL = "accounts.User"

# Hosts
# The directory of cities is the list of hosts: an unknown one gets a 404 from the middleware.
ALLOWED_HOSTS = ["*"]
BASE_DOMAIN = env.text("AGORA_BASE_DOMAIN", "localhost")
PROVIDER_HOST = env.text("AGORA_PROVIDER_HOST", f"console.{BASE_DOMAIN}")
CLUB_HOST = env.text("AGORA_CLUB_HOST", f"club.{BASE_DOMAIN}")
EDGE = edge.read(PROVIDER_HOST)
HTTPS = env.flag("AGORA_HTTPS", default=DEPLOYED)
PUBLIC_PORT = env.number("AGORA_PUBLIC_PORT", 443 if HTTPS else 8000)
ROOT_URLCONF = "agora.conf.urls_city"
HOUSE_URLCONFS = {
    "city": "agora.conf.urls_city",
    "public": "agora.conf.urls_provider",
    "club": "agora.conf.urls_club",
}
WSGI_APPLICATION = "agora.conf.wsgi.application"

# Requests
MIDDLEWARE = [
    "agora.context.middleware.CityMiddleware",  # first: nothing may run outside a house
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "agora.ui.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "agora.ui.policy.PolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "agora.accounts.middleware.PersonMiddleware",
    "club_utilisateurs.middleware.ClubMiddleware",  # on the club's host alone
]
CONTENT_SECURITY_POLICY = {"DIRECTIVES": POLICY}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = env.number("AGORA_HSTS_SECONDS", 0)
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "agora_session", "agora_csrf"
SESSION_ENGINE = "agora.accounts.session_store"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Pages
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "agora.ui.context.city",
            ],
        },
    }
]
FORM_RENDERER = "agora.ui.forms.Renderer"
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [
    BASE_DIR / part / "locale"
    for part in ("platform/agora", "tenants", "participation", "billing", "club_utilisateurs")
]
TIME_ZONE = "Europe/Paris"
USE_THOUSAND_SEPARATOR = False  # it would write ids as « 1 240 » in URLs
FORMS_URLFIELD_ASSUME_HTTPS = True
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("AGORA_STATIC_ROOT", str(BASE_DIR / "build" / "static")))
STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if DEPLOYED or DEMO
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # agora.files is the port
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not (DEPLOYED or DEMO)
LEAFLET_CONFIG = {"TILES": [], "ATTRIBUTION_PREFIX": ""}

# Caches
CACHES = {
    "default": {  # behind the limits: shared by all processes, one table in each house
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "agora_cache",
        "KEY_FUNCTION": "agora.context.keys.cache_key",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # few, and a flood would push real limits out
    },
    "local": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "agora.context.keys.cache_key",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}

# Accounts
AUTHENTICATION_BACKENDS = ["agora.accounts.backend.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "/", "/"
ACCOUNT_ADAPTER = "agora.accounts.adapter.AccountAdapter"
MFA_ADAPTER = "agora.accounts.adapter.MFAAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION = "optional"  # the text is online at once; the city may ask nothing
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Agora"
MFA_TOTP_TOLERANCE = 1  # telephones drift by half a minute

# Borders: mail, files, Stripe, jobs
SMTP_URL = env.text("AGORA_SMTP_URL")  # empty: mails are written below DATA_DIR
MAIL_FROM = env.text("AGORA_MAIL_FROM", f"Agora <ne-pas-repondre@{BASE_DOMAIN}>")
S3_BUCKET = env.text("AGORA_S3_BUCKET")  # empty: files are kept below DATA_DIR
S3_ENDPOINT = env.text("AGORA_S3_ENDPOINT")
S3_REGION = env.text("AGORA_S3_REGION")
ENVIRONMENT = env.text("AGORA_ENVIRONMENT", "production")
STRIPE_API = env.text("AGORA_STRIPE_API")  # empty: Stripe itself
_LIVE = DEPLOYED and ENVIRONMENT == "production"
STRIPE_KEY = env.stripe_key("AGORA_STRIPE_KEY", _LIVE, STRIPE_API)
STRIPE_WEBHOOK_SECRET = env.text("AGORA_STRIPE_WEBHOOK_SECRET")
BLUEPRINT_SEEDS = env.words("AGORA_BLUEPRINT_SEEDS")  # empty: made from the secret key
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # agora.jobs finds the tasks itself

# Watching
LOGGING = logs.config(
    level=env.text("AGORA_LOG_LEVEL", "INFO"), style=env.text("AGORA_LOG_STYLE", "json")
)
sentry.init(
    dsn=env.text("AGORA_SENTRY_DSN"),
    environment=ENVIRONMENT,
    traces=env.share("AGORA_SENTRY_TRACES", 0.0),
    release=f"agora@{__version__}",
)
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # frame-ancestors of the content security policy do it
