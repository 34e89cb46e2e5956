"""Answering, editing one's own words, and saying which answer is accepted."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agora.action import action
from agora.files.actions import remove
from agora.files.models import StoredFile
from agora.jobs.queue import together
from agora.ui.words import clean_line, clean_text
from club_utilisateurs import told
from club_utilisateurs.actions._posts import name_people, publish
from club_utilisateurs.models import Attachment, Draft, Post, Revision, Topic
from club_utilisateurs.queries.people import reader
from club_utilisateurs.refusals import EditedMeanwhile, TalkRefused, refuse_if_closed
from club_utilisateurs.rules import can_accept, can_edit, is_member


@action("post.answered", rule=is_member)
def answer(
    *,
    actor: Any,
    topic: Topic,
    body: str,
    files: Sequence[StoredFile] = (),
    key: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Post:
    """Answer in a topic; its number is given while nobody else can take it."""
    member = reader(actor)
    there = _locked(topic)
    refuse_if_closed(there)
    post = Post(number=there.last_number + 1, body=body, sent_key=key)
    with together():
        publish(post, topic=there, member=member, files=files, at=at or timezone.now())
        told.answered(post, by=actor)
    Draft.objects.filter(member=member, topic=there).delete()
    return post


@action("post.edited", rule=can_edit)
def edit(
    *,
    actor: Any,
    post: Post,
    version: int,
    body: str,
    title: str = "",
    without: Iterable[int] = (),
) -> Post:
    """Rewrite one's own words; the former ones stay readable.

    `version` is the one that was being edited: if the post has moved since, nothing is written
    and `EditedMeanwhile` brings what it says now. `without` are attachments to take away.
    """
    member = reader(actor)
    now = Post.objects.select_for_update(of=("self",)).select_related("topic").get(pk=post.pk)
    if not can_edit(actor=actor, post=now):
        raise TalkRefused(_("Ce message vient d’être masqué\u00a0: il ne peut plus être modifié."))
    body, title = clean_text(body), clean_line(title) if now.number == 1 else ""
    if (now.title, now.body) != (title, body):
        if now.version != version:
            raise EditedMeanwhile(now)
        Revision.objects.create(
            post=now, version=now.version, title=now.title, body=now.body, by=member
        )
        _rewrite(now, title, body, by=actor)
    for given in Attachment.objects.filter(post=now, pk__in=list(without)).select_related("file"):
        given.delete()
        remove(actor=actor, file=given.file)
    return now


@action("answer.accepted", rule=can_accept)
def accept(*, actor: Any, post: Post) -> Topic:
    """Say that this answer is the one, instead of any other."""
    topic = _locked(post.topic)
    if topic.accepted_id != post.pk:
        topic.accepted = post
        topic.save(update_fields=["accepted"])
        told.accepted(post, by=actor)
    return topic


@action("answer.released", rule=can_accept)
def release(*, actor: Any, post: Post) -> Topic:
    """Take that back: the question is open again."""
    topic = _locked(post.topic)
    if topic.accepted_id == post.pk:
        topic.accepted = None
        topic.save(update_fields=["accepted"])
    return topic


def _locked(topic: Topic) -> Topic:
    # FOR NO KEY UPDATE: rows that point at the topic (marks, follows) go on being written.
    return Topic.objects.select_for_update(no_key=True).get(pk=topic.pk)


def _rewrite(post: Post, title: str, body: str, *, by: Any) -> None:
    post.title, post.body, post.version = title, body, post.version + 1
    post.edited_at = timezone.now()
    post.save(update_fields=["title", "body", "version", "edited_at"])
    if post.number == 1:
        Topic.objects.filter(pk=post.topic_id).update(title=title)
    if name_people(post):
        told.mentioned(post, by=by)
