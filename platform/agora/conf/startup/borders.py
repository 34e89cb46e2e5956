"""Addresses of the servers outside: mail, storage, Stripe; read here, asked later."""

from email.utils import parseaddr
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from agora.conf.refusal import Refusal

MAIL_SCHEMES = ("smtp", "smtps", "smtp+tls")


def check() -> None:
    """Refuse addresses that lead nowhere; a server that is down is waited for, later."""
    _check_mail()
    if settings.S3_ENDPOINT:
        _check_endpoint()
    if settings.S3_ENDPOINT and not settings.S3_BUCKET:
        remedy = "Name the bucket, or unset AGORA_S3_ENDPOINT"
        raise Refusal("AGORA_S3_BUCKET", "is missing beside its endpoint", remedy)
    if settings.STRIPE_WEBHOOK_SECRET and not settings.STRIPE_WEBHOOK_SECRET.startswith("whsec_"):
        remedy = "Copy what « agora stripe_webhook » showed"
        raise Refusal("AGORA_STRIPE_WEBHOOK_SECRET", "must look like whsec_…", remedy)


def _check_mail() -> None:
    if "@" not in parseaddr(settings.MAIL_FROM)[1] or not settings.MAIL_FROM.isprintable():
        remedy = "Write it like Agora <ne-pas-repondre@agora.example>"
        raise Refusal("AGORA_MAIL_FROM", "is no sender", remedy)
    if not settings.SMTP_URL:
        return
    parts = _parts(settings.SMTP_URL)
    if parts is None or parts.scheme not in MAIL_SCHEMES:
        problem = "must look like smtp+tls://user:password@host:587"
        remedy = "Begin with smtp+tls:// (STARTTLS) or smtps://, with %XX for odd signs"
        raise Refusal("AGORA_SMTP_URL", problem, remedy)
    if parts.query:
        problem = "has options, which are not read: the password would travel in clear"
        raise Refusal("AGORA_SMTP_URL", problem, "Begin with smtp+tls:// and write no option")


def _check_endpoint() -> None:
    parts = _parts(settings.S3_ENDPOINT)
    if parts is None or parts.scheme not in ("http", "https") or parts.username or parts.query:
        problem = "must look like https://s3.example"
        remedy = "Write scheme and host alone; keys stand in AWS_SHARED_CREDENTIALS_FILE"
        raise Refusal("AGORA_S3_ENDPOINT", problem, remedy)


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None
