"""`{% conversation word %}`: the whole section of comments under any contribution."""

from __future__ import annotations

from typing import Any

from django import template

from agora.rules import is_person
from participation.comments import queries
from participation.comments.forms import CommentForm
from participation.comments.rules import slowed
from participation.consultations.rules import closed_because, why_not
from participation.contributions.models import Contribution

register = template.Library()


@register.inclusion_tag("comments/conversation.html", takes_context=True)
def conversation(context: Any, word: Contribution) -> dict[str, Any]:
    """Draw stands, threads and the form, as `?avis=`, `?ordre=`, `?suite=`, `?repondre=` ask."""
    request = context["request"]
    asked = request.GET
    more = asked.get("suite", "")
    talk = queries.conversation(
        request.user,
        word,
        stand=asked.get("avis", ""),
        order=asked.get("ordre", ""),
        first=min(int(more), 400) if more.isdecimal() and more != "0" else queries.THREADS,
    )
    answering = asked.get("repondre", "")
    form = context.get("comment_form") or CommentForm(
        reply=bool(answering),
        initial={
            "reponse": answering if answering.isdecimal() else None,
            "body": context.get("comment_body", ""),
        },
    )
    if not is_person(request.user):
        form.fields.pop("form_key", None)  # this page is kept: two visitors would share the key
    why = None if slowed(word) else why_not(word.component, "comment", request.user)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "word": word,
        "talk": talk,
        "form": form,
        "answering": int(answering) if answering.isdecimal() else None,
        "stand": asked.get("avis", ""),
        "is_open": closed_because(word.component, "comment") is None and not slowed(word),
        "slowed": slowed(word),
        "signed_in": is_person(request.user),
        "why": why,
    }
