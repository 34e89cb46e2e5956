"""Writing a letter: its words, its page, and the job that takes it away."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import translation

from agora.context import city_is_suspended
from agora.jobs import enqueue
from agora.mail.house import address_of, letterhead
from agora.mail.models import OutgoingMail
from agora.mail.plain import plain_text, title_of

LONGEST_SUBJECT = 250
_BLANKS = re.compile(r"[\x00-\x20\x7f\u2028\u2029]+")


def write(
    *,
    to: Any,
    template: str,
    context: Mapping[str, Any],
    reply_to: str,
    unsubscribe_url: str,
    bulk: bool,
) -> OutgoingMail | None:
    """Write the row and its job together; an account without address gets nothing."""
    user, address = (None, to) if isinstance(to, str) else (to, address_of(to))
    if not address:
        return None
    with translation.override(getattr(user, "language", "") or settings.LANGUAGE_CODE):
        words = {
            **letterhead(),
            **context,
            "recipient": user,
            "unsubscribe_url": unsubscribe_url,
        }
        html = render_to_string(f"{template}.html", words)
        text = _text(template, words, html)
    with transaction.atomic():
        letter: OutgoingMail = OutgoingMail.objects.create(
            user=user,
            to=address,
            template=template,
            subject=_BLANKS.sub(" ", title_of(html)).strip()[:LONGEST_SUBJECT],
            text=text,
            html=html,
            reply_to=reply_to,
            unsubscribe_url=unsubscribe_url,
            bulk=bulk,
        )
        queue(letter)
    return letter


def queue(letter: OutgoingMail) -> None:
    """Queue the departure of a letter; one person's letters leave in order."""
    # The queue lives in public: it may know that two letters go to the same person, not to whom.
    digest = hashlib.sha256(f"{settings.SECRET_KEY}{letter.to}".encode()).hexdigest()[:24]
    name = "mail.send_bulk" if letter.bulk else "mail.send"
    if city_is_suspended():
        name = "mail.send_to_team"  # nothing else is written there (accounts.adapter)
    enqueue(name, lock=f"mail:{letter.bulk}:{digest}", mail=letter.pk)


def _text(template: str, words: Mapping[str, Any], html: str) -> str:
    try:
        own = get_template(f"{template}.txt")
    except TemplateDoesNotExist:
        return plain_text(html)
    return own.render(dict(words)).strip() + "\n"
