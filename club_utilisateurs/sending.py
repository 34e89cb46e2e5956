"""A form of the talk received: published once, or kept with all that was typed and given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from agora.accounts import limits
from agora.files.actions import store
from agora.files.checks import Checked
from agora.files.models import StoredFile
from agora.ui.forms import sent_key
from club_utilisateurs.actions.drafts import keep_draft
from club_utilisateurs.forms.talk import AnswerForm
from club_utilisateurs.models import FILES, Draft, Post, Topic
from club_utilisateurs.once import once
from club_utilisateurs.queries.people import reader
from club_utilisateurs.refusals import TalkRefused

RATE = "30/h/key"


def within_limit(request: HttpRequest, form: Any) -> bool:
    """Count one more message of this member; beyond the limit, the form says what to do."""
    if limits.allow(request, "club.write", RATE, key=str(reader(request.user).uid)):
        return True
    form.add_error(
        "body",
        _(
            "Vous avez envoyé beaucoup de messages en une heure. "
            "Celui-ci est gardé\u00a0: renvoyez-le un peu plus tard."
        ),
    )
    return False


def sent(
    request: HttpRequest,
    form: AnswerForm,
    topic: Topic | None,
    write: Callable[[Sequence[StoredFile]], Post],
) -> Post | None:
    """Publish what the form holds, once; otherwise keep it, the form saying why."""
    if form.is_valid() and within_limit(request, form):
        try:
            return once(
                reader(request.user),
                sent_key(form),
                lambda: write([*form.staying(), *_stored(request, form.given)]),
            )
        except TalkRefused as refusal:
            form.add_error("body", refusal.message)
        except ValidationError as error:
            form.add_error("attached", error)
    keep_all(request, form, topic)
    return None


def keep_all(request: HttpRequest, form: AnswerForm, topic: Topic | None) -> Draft | None:
    """Keep words and files in the member's draft; the form shows the files that now wait there."""
    came: list[StoredFile] = []
    try:
        came = _stored(request, form.given)
    except ValidationError as error:
        form.add_error("attached", error)
    files = [*form.staying(), *came]
    typed = form.typed() | {"files": [str(file.uid) for file in files]}
    draft = keep_draft(actor=request.user, topic=topic, typed=typed)
    form.offer(files, ticked=came)
    return draft


def _stored(request: HttpRequest, given: Sequence[Checked]) -> list[StoredFile]:
    return [
        store(actor=request.user, upload=one, use="document", owner_label=FILES) for one in given
    ]
