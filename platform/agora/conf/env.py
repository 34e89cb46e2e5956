"""Typed reading of the environment; a secret may come from the file `<NAME>_FILE` names.

A value that cannot be is told by the name of its setting, never quoted.
"""

import os
import stat
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from agora.conf.refusal import Refusal

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """The variable, else what the file its `_FILE` twin names holds, else the default."""
    if name in os.environ:
        return os.environ[name].strip()
    if path := os.environ.get(f"{name}_FILE"):
        return _content(f"{name}_FILE", Path(path)) or default
    return default


def empty_files() -> list[str]:
    """Name the settings of ours whose file is empty: they count as not set."""
    named = (name for name in os.environ if name.startswith("AGORA_") and name.endswith("_FILE"))
    return sorted(name for name in named if (path := os.environ[name]) and not _size(Path(path)))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _content(setting: str, path: Path) -> str:
    try:
        content = path.read_text(encoding="utf-8").strip()
        open_to_all = path.stat().st_mode & stat.S_IROTH and all(
            folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents
        )
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", "") or "not a text"
        remedy = "Name a file that this process may read"
        raise Refusal(setting, f"the file cannot be read ({why})", remedy) from None
    if content and open_to_all:
        remedy = "Close the file to others (chmod o-r; in a pod, defaultMode 0440)"
        raise Refusal(setting, "every user of this machine can read the file", remedy)
    return content


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or a no, spelt any usual way; anything else stops the process."""
    raw = text(name, "1" if default else "0").lower()
    if raw in TRUE:
        return True
    if raw in FALSE:
        return False
    raise Refusal(name, "must be a yes or a no", "Write 1 or 0")


def number(name: str, default: int) -> int:
    """A whole number."""
    raw = text(name, str(default))
    try:
        return int(raw)
    except ValueError:
        raise Refusal(name, "must be a whole number", "Write it in digits alone") from None


def share(name: str, default: float) -> float:
    """A share between 0 and 1."""
    raw = text(name, str(default))
    try:
        value = float(raw)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise Refusal(name, "must lie between 0 and 1", "Write it like 0.25")
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
        problem = "must look like sk_live_… or sk_test_…"
        raise Refusal(name, problem, "Copy the secret key from Stripe's page of keys")
    if (mode == "live") != production:
        wanted = "a live key in production" if production else "a test key outside production"
        raise Refusal(name, f"must be {wanted}", "Give that one, or correct AGORA_ENVIRONMENT")
    if mode == "live" and api:
        problem = "a live key goes to Stripe and nowhere else"
        raise Refusal(name, problem, "Unset AGORA_STRIPE_API")
    return key


def database(name: str) -> dict[str, Any]:
    """The Django parameters of `postgresql://user:password@host:port/name?option=value`.

    A socket folder goes into the query (`?host=/run/postgresql`). Without a value, the engine is
    ours and the rest empty, for the tests to fill; `none` means the dummy engine (no database).
    """
    raw = text(name)
    if raw == "none":
        return {"ENGINE": "django.db.backends.dummy"}
    try:
        parts = urlsplit(raw)
        port = parts.port
    except ValueError:  # it would quote what it read, and that may be the end of a password
        parts, port = urlsplit("unreadable"), None
    path = parts.path.strip("/")
    wrong = parts.scheme not in {"postgres", "postgresql"} or not path or set(path) & {"/", "@"}
    if raw and wrong:
        problem = "must look like postgresql://user:password@host:5432/database"
        remedy = "Write signs of the password that are no letter or digit as %XX"
        raise Refusal(name, problem, remedy)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "agora.context.backend",
        "NAME": unquote(path),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(options.pop("port", "") or port or ""),
        "OPTIONS": options,
    }
