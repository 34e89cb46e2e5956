"""A letter leaves: once, and its words with it."""

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr

import css_inline
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from agora import metrics
from agora.context import house
from agora.mail import gateway
from agora.mail.house import address_may_close, address_of, host
from agora.mail.models import OutgoingMail
from agora.mail.writing import queue
from agora.ui.context import house as sender

KEEP = timedelta(days=90)
FORGOTTEN = timedelta(days=2)
LONGEST_ERROR = 200
BATCH = 500

_GONE = {"to": "", "subject": "", "text": "", "html": "", "reply_to": "", "unsubscribe_url": ""}


def leave(number: int) -> None:
    """Send a letter that waits; sent already, do nothing. A server that is down raises."""
    try:
        with transaction.atomic():
            # Locked while it leaves: two workers cannot both send it.
            letter = OutgoingMail.objects.select_for_update().filter(pk=number).first()
            if letter is not None and letter.state == OutgoingMail.State.WAITING:
                _send(letter)
    except gateway.MailDown as error:
        found = OutgoingMail.objects.filter(pk=number)
        found.update(attempts=F("attempts") + 1, error=str(error)[:LONGEST_ERROR])
        metrics.MAILS.count(house(), "down")
        raise


def forget_old() -> None:
    """Forget what left long ago, and give letters somebody forgot another chance."""
    now = timezone.now()
    waiting = OutgoingMail.State.WAITING
    OutgoingMail.objects.exclude(state=waiting).filter(created_at__lt=now - KEEP).delete()
    late = OutgoingMail.objects.filter(state=waiting, created_at__lt=now - FORGOTTEN)
    for letter in late.order_by("pk")[:BATCH]:
        queue(letter)


def message_of(letter: OutgoingMail) -> EmailMessage:
    """Write the letter as the mail server wants it."""
    head = sender()
    message = EmailMessage()
    message["From"] = formataddr((str(head.name), parseaddr(settings.MAIL_FROM)[1]))
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.created_at)
    # The same at each attempt: a mailbox that got it twice shows it once.
    message["Message-ID"] = f"<{letter.uid}@{host()}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Agora-House"] = house()
    if reply_to := letter.reply_to or head.contact_email:
        message["Reply-To"] = reply_to
    if letter.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    message.add_alternative(inlined(letter.html), subtype="html")
    return message


def inlined(html: str) -> str:
    """Put the style on the elements, where mail readers look; the dark variant stays above."""
    inliner = css_inline.CSSInliner(
        keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False
    )
    return str(inliner.inline(html))


def _send(letter: OutgoingMail) -> None:
    if address_may_close() and letter.user is not None:
        # Written while they could be reached: it goes where they are now, or nowhere.
        letter.to = address_of(letter.user)
        if not letter.to:
            gone = {**_GONE, "state": OutgoingMail.State.DROPPED, "error": ""}
            OutgoingMail.objects.filter(pk=letter.pk).update(**gone)
            metrics.MAILS.count(house(), "dropped")
            return
    fields = {**_GONE, "attempts": letter.attempts + 1}
    try:
        gateway.deliver(message_of(letter))
    except gateway.LetterRefused as refusal:
        fields |= {"state": OutgoingMail.State.REFUSED, "error": str(refusal)[:LONGEST_ERROR]}
    else:
        fields |= {"state": OutgoingMail.State.SENT, "error": "", "sent_at": timezone.now()}
    OutgoingMail.objects.filter(pk=letter.pk).update(**fields)
    metrics.MAILS.count(house(), str(fields["state"]))
