"""The only door to SMTP; without a server, letters go into a folder (the demo reads it)."""

import os
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone

from agora.context.keys import storage_prefix

TIMEOUT = 10
PERMANENT = range(500, 600)


class MailDown(Exception):
    """The server does not answer or takes nothing for now: try again later."""


class LetterRefused(Exception):
    """The server will never take this letter: no such mailbox, or words it does not want."""


def deliver(message: EmailMessage) -> None:
    """Hand one letter over."""
    if settings.SMTP_URL:
        _by_smtp(message)
    else:
        _into_folder(message)


def mailbox() -> Path:
    """Return the folder where the letters of this house go without a mail server."""
    return Path(settings.DATA_DIR) / "mail" / storage_prefix()


def _by_smtp(message: EmailMessage) -> None:
    try:
        with _connected() as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        [(code, words)] = error.recipients.values()
        raise _refusal(code, words) from error
    except smtplib.SMTPDataError as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        # Also wrong credentials: ours to repair, no reason to lose a letter.
        raise MailDown(type(error).__name__) from error


def _connected() -> smtplib.SMTP:
    """Open `smtp://`, `smtps://` (TLS at once) or `smtp+tls://` (STARTTLS, required)."""
    parts = urlsplit(settings.SMTP_URL)
    host, port = parts.hostname or "localhost", parts.port or 0
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        server = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT)
    try:
        if parts.scheme == "smtp+tls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except Exception:
        with suppress(OSError):
            server.close()
        raise
    return server


def _refusal(code: int, words: bytes | str) -> Exception:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    kind = LetterRefused if code in PERMANENT else MailDown
    return kind(f"{code} {said}")


def _into_folder(message: EmailMessage) -> None:
    folder = mailbox()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    uid = message["Message-ID"].strip("<>").partition("@")[0]
    name = f"{timezone.now():%Y%m%dT%H%M%S%f}-{uid}.eml"
    draft = folder / f".{name}"
    with draft.open("wb") as file:
        file.write(bytes(message))
        file.flush()
        os.fsync(file.fileno())
    draft.rename(folder / name)  # a reader never sees half a letter
