"""`{% conversation word %}`: the whole section of comments under any contribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import template
from django.utils.safestring import SafeString

from agora.rules import is_person
from agora.ui.drawn import TOKEN, drawn, with_token
from participation.comments import queries
from participation.comments.forms import CommentForm
from participation.comments.pages import with_talk
from participation.comments.rules import slowed
from participation.consultations.rules import closed_because, why_not
from participation.contributions.models import Contribution

register = template.Library()
# Stands for the one-use key of a form in what is kept; drawn at random, like `TOKEN`.
KEY = str(uuid4())


def threads(context: Any, target: Contribution, talk: queries.Conversation) -> SafeString:
    """Draw the tree; a comment is drawn once while it shows the same to the same sort of reader."""
    request, said = context["request"], context.template.engine.get_template("comments/_said.html")
    is_open = closed_because(target.component, "comment") is None and not slowed(target)
    rows = list(talk.nodes)

    def words(node: queries.Node) -> dict[str, Any]:
        word = node.word
        return {
            "word": word,
            "comment": node.comment,
            "is_open": is_open,
            "by_author": word.author_id is not None and word.author_id == target.author_id,
            "mine": word.author_id is not None and word.author_id == request.user.pk,
        }

    def draw(missing: list[queries.Node]) -> list[str]:
        made = []
        for node in missing:
            with context.push(csrf_token=TOKEN, **words(node)):
                made.append(str(said.render(context)))
        return made

    parts = drawn("comment", [(_shown(node, words(node)), node) for node in rows], draw)
    by_pk = {node.word.pk: part for node, part in zip(rows, parts, strict=True)}
    return with_token(_list(talk.threads, by_pk, "talk mt"), context)


def _shown(node: queries.Node, words: dict[str, Any]) -> tuple[Any, ...]:
    """Return everything a comment depends on."""
    word = node.word
    return (
        word.pk, word.status, word.hidden_at and word.hidden_article, word.merged_into_id,
        word.author_name, word.published_at, word.body, word.supports_count, word.word_bar,  # type: ignore[attr-defined]
        node.comment.depth, node.comment.alignment,
        words["is_open"], words["by_author"], words["mine"],
    )  # fmt: skip


def _list(nodes: Sequence[queries.Node], parts: Mapping[int, str], css: str) -> str:
    """Write a level of the tree, with the levels below."""
    rows = (
        f'<li id="c{node.word.pk}">{parts[node.word.pk]}'
        f"{_list(node.replies, parts, 'talk') if node.replies else ''}</li>"
        for node in nodes
    )
    return f'<ol class="{css}" role="list">{"".join(rows)}</ol>'


@register.inclusion_tag("comments/conversation.html", takes_context=True)
def conversation(context: Any, word: Contribution) -> dict[str, Any]:
    """Draw stands, threads and the form, as `?avis=`, `?ordre=`, `?suite=`, `?repondre=` ask."""
    request = context["request"]
    if not hasattr(word, "talk"):
        with_talk(request, word)
    talk, asked = word.talk, request.GET  # type: ignore[attr-defined]
    answering = asked.get("repondre", "")
    answering = answering if answering.isdecimal() else ""
    why = None if slowed(word) else why_not(word.component, "comment", request.user)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "word": word,
        "talk": talk,
        "threads": threads(context, word, talk),
        "form": comment_form(context, word, answering),
        "stand": asked.get("avis", ""),
        "is_open": closed_because(word.component, "comment") is None and not slowed(word),
        "slowed": slowed(word),
        "signed_in": is_person(request.user),
        "why": why,
    }


def comment_form(context: Any, word: Contribution, answering: str) -> SafeString:
    """Draw the empty form: the same for all who are signed in, but for its two hidden keys."""
    signed_in = is_person(context["request"].user)

    def draw(_missing: list[str]) -> list[str]:
        form = CommentForm(reply=bool(answering), initial={"reponse": answering or None})
        if signed_in:
            form.fields["form_key"].initial = KEY
        else:
            del form.fields["form_key"]  # this page is kept: two visitors would share the key
        words = {"word": word, "form": form, "answering": answering, "signed_in": signed_in}
        with context.push(csrf_token=TOKEN, **words):
            engine = context.template.engine
            return [str(engine.get_template("comments/_form.html").render(context))]

    [form] = drawn("comment-form", [((word.pk, answering, signed_in), answering)], draw)
    return with_token(form.replace(KEY, str(uuid4())), context)
