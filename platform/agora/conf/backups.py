"""Where backups go and how long they stay; read by `agora backup` alone."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from agora.conf import env


@dataclass(frozen=True)
class Target:
    """A folder, or a bucket and a prefix in it."""

    folder: Path | None = None
    bucket: str = ""
    prefix: str = ""
    endpoint: str = ""
    region: str = ""


def target() -> Target:
    """Read where backups go: `AGORA_BACKUP_TO`, an absolute folder or `s3://bucket/prefix`."""
    raw = env.text("AGORA_BACKUP_TO")
    parts = urlsplit(raw)
    if parts.scheme == "s3" and parts.netloc:
        return Target(
            bucket=parts.netloc,
            prefix=parts.path.strip("/"),
            endpoint=env.text("AGORA_BACKUP_ENDPOINT", env.text("AGORA_S3_ENDPOINT")),
            region=env.text("AGORA_BACKUP_REGION", env.text("AGORA_S3_REGION")),
        )
    if not raw.startswith("/"):
        raise ImproperlyConfigured(
            f"AGORA_BACKUP_TO must be an absolute folder or s3://bucket/prefix, not {raw!r}."
        )
    return Target(folder=Path(raw))


def keep_days() -> int:
    """Days a backup stays: what a person or a city had erased is gone from all of them then."""
    days = env.number("AGORA_BACKUP_KEEP_DAYS", 30)
    if days < 1:
        raise ImproperlyConfigured("AGORA_BACKUP_KEEP_DAYS must be 1 or more.")
    return days


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, if it is not one of the usual ones."""
    return Path(raw) if (raw := env.text("AGORA_POSTGRES_BIN")) else None
