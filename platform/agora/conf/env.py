"""Typed reading of the environment; a secret may come from the file `<NAME>_FILE` names."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """The variable, else the first line of the file its `_FILE` twin names, else the default."""
    if name in os.environ:
        return os.environ[name].strip()
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return default


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or a no, spelt any usual way; anything else stops the process."""
    raw = text(name, "1" if default else "0").lower()
    if raw in TRUE:
        return True
    if raw in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {raw!r}.")


def number(name: str, default: int) -> int:
    """A whole number."""
    raw = text(name, str(default))
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from None


def share(name: str, default: float) -> float:
    """A share between 0 and 1."""
    raw = text(name, str(default))
    try:
        value = float(raw)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ImproperlyConfigured(f"{name} must lie between 0 and 1, not {raw!r}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A list of words separated by commas or spaces."""
    return text(name, default).replace(",", " ").split()


def stripe_key(name: str, production: bool, api: str) -> str:
    """A key of Stripe, empty if there is none: a live one in production, elsewhere a test one.

    `api` is where it goes if not to Stripe itself, which a live key never does.
    """
    key = text(name)
    if not key:
        return ""
    mode = key.split("_")[1] if key.startswith(("sk_", "rk_")) else ""
    if mode not in ("live", "test"):
        raise ImproperlyConfigured(f"{name} must look like sk_live_… or sk_test_….")
    if (mode == "live") != production:
        wanted = "a live key in production" if production else "a test key outside production"
        raise ImproperlyConfigured(f"{name} must be {wanted}.")
    if mode == "live" and api:
        raise ImproperlyConfigured(f"{name} is a live key: it goes to Stripe and nowhere else.")
    return key


def database(name: str) -> dict[str, Any]:
    """The Django parameters of `postgresql://user:password@host:port/name?option=value`.

    A socket folder goes into the query (`?host=/run/postgresql`). Without a value, the engine is
    ours and the rest empty, for the tests to fill; `none` means the dummy engine (no database).
    """
    raw = text(name)
    if raw == "none":
        return {"ENGINE": "django.db.backends.dummy"}
    parts = urlsplit(raw)
    if raw and (parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/")):
        raise ImproperlyConfigured(f"{name} must look like postgresql://user@host/database.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "agora.context.backend",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(options.pop("port", "") or parts.port or ""),
        "OPTIONS": options,
    }
