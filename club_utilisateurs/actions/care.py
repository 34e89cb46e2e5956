"""Looking after the club: members report, the provider's people decide, all of it undoable.

Each decision leaves a line in the log all members read: what, why, when; never who, and never the
words or the title of what is hidden.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agora.action import action
from agora.notices import announce
from club_utilisateurs import unread
from club_utilisateurs.models import CareAct, CareKind, Category, Post, Report, Topic
from club_utilisateurs.queries.people import city_names, member_of
from club_utilisateurs.rules import can_report, facilitates
from tenants.models import SharedBlueprint, SharedSheet

Shared = SharedSheet | SharedBlueprint


@action("post.reported", rule=can_report)
def report(*, actor: Any, post: Post, reason: str, note: str = "") -> Report:
    """Ask for a look at a post; the same member twice while it is open counts once."""
    member = member_of(actor)
    try:
        with transaction.atomic():
            made: Report = Report.objects.create(
                post=post, member=member, reason=reason, note=note.strip()
            )
    except IntegrityError:
        made = Report.objects.get(post=post, member=member, settled_at=None)
    return made


@action("post.hidden", rule=facilitates)
def hide_post(*, actor: Any, post: Post, reason: str) -> CareAct | None:
    """Put a placeholder with the reason in place of words; with the first, the whole topic goes."""
    now = timezone.now()
    gone = {"hidden_at": now, "hidden_reason": reason.strip()}
    if not Post.objects.filter(pk=post.pk, hidden_at=None).update(**gone):
        return None
    if post.number == 1:
        Topic.objects.filter(pk=post.topic_id).update(**gone)
    _count_again(post.topic_id)
    _settle(post, at=now)
    announce("post.hidden", about=post, by=actor)
    unread.said_in(post.topic)
    return _note(CareKind.HIDE, _message(post), topic=post.topic, reason=reason)


@action("post.shown", rule=facilitates)
def show_post(*, actor: Any, post: Post) -> CareAct | None:
    """Show words again, as they were."""
    back = {"hidden_at": None, "hidden_reason": ""}
    if not Post.objects.filter(pk=post.pk, hidden_at__isnull=False).update(**back):
        return None
    if post.number == 1:
        Topic.objects.filter(pk=post.topic_id).update(**back)
    _count_again(post.topic_id)
    unread.said_in(post.topic)
    return _note(CareKind.SHOW, _message(post), topic=post.topic)


@action("report.kept", rule=facilitates)
def keep_post(*, actor: Any, post: Post, reason: str = "") -> CareAct | None:
    """Decide that a reported post stays; its reports are settled."""
    if not _settle(post, at=timezone.now()):
        return None
    return _note(CareKind.KEEP, _message(post), topic=post.topic, reason=reason)


@action("report.reopened", rule=facilitates)
def reopen_reports(*, actor: Any, post: Post) -> CareAct | None:
    """Take back the last settlement; whoever reported again meanwhile has one report, not two."""
    reports = Report.objects.filter(post=post)
    last = reports.aggregate(last=Max("settled_at"))["last"]
    again = reports.filter(settled_at=None).values("member")
    settled = reports.filter(settled_at=last).exclude(member__in=again)
    if last is None or not settled.update(settled_at=None):
        return None
    return _note(CareKind.REOPEN, _message(post), topic=post.topic)


@action("topic.moved", rule=facilitates)
def move_topic(*, actor: Any, topic: Topic, category: Category) -> CareAct | None:
    """Put a topic on another shelf."""
    moved = Topic.objects.filter(pk=topic.pk).exclude(category=category)
    if not moved.update(category=category):
        return None
    words = _("vers « %(name)s »") % {"name": category.name}
    return _note(CareKind.MOVE, _("Sujet"), topic=topic, reason=words)


@action("topic.locked", rule=facilitates)
def lock_topic(*, actor: Any, topic: Topic, reason: str = "") -> CareAct | None:
    """Take no more answers; what was said stays."""
    if not Topic.objects.filter(pk=topic.pk, locked_at=None).update(locked_at=timezone.now()):
        return None
    return _note(CareKind.LOCK, _("Sujet"), topic=topic, reason=reason)


@action("topic.unlocked", rule=facilitates)
def unlock_topic(*, actor: Any, topic: Topic) -> CareAct | None:
    """Take answers again."""
    if not Topic.objects.filter(pk=topic.pk, locked_at__isnull=False).update(locked_at=None):
        return None
    return _note(CareKind.UNLOCK, _("Sujet"), topic=topic)


@action("shared.hidden", rule=facilitates)
def hide_shared(*, actor: Any, thing: Shared, reason: str) -> CareAct | None:
    """Take a sheet, or all versions of a blueprint, out of everybody's sight."""
    shown = _rows(thing).filter(hidden_at=None)
    if not shown.update(hidden_at=timezone.now(), hidden_reason=reason.strip()):
        return None
    return _note(CareKind.HIDE_SHARED, _shared(thing), reason=reason)


@action("shared.shown", rule=facilitates)
def show_shared(*, actor: Any, thing: Shared) -> CareAct | None:
    """Show a sheet or a blueprint again."""
    hidden = _rows(thing).filter(hidden_at__isnull=False)
    if not hidden.update(hidden_at=None, hidden_reason=""):
        return None
    return _note(CareKind.SHOW_SHARED, _shared(thing))


def _note(kind: CareKind, label: str, *, topic: Topic | None = None, reason: str = "") -> CareAct:
    act: CareAct = CareAct.objects.create(
        kind=kind, topic=topic, label=label, reason=reason.strip()
    )
    return act


def _settle(post: Post, *, at: datetime) -> int:
    return int(Report.objects.filter(post=post, settled_at=None).update(settled_at=at))


def _count_again(topic: int) -> None:
    shown = Post.objects.filter(topic=topic, hidden_at=None)
    counted = shown.aggregate(
        posts_count=Count("pk"), cities_count=Count("author__city_id", distinct=True)
    )
    Topic.objects.filter(pk=topic).update(**counted)


def _rows(thing: Shared) -> Any:
    return type(thing)._default_manager.filter(uid=thing.uid)


def _message(post: Post) -> str:
    return _("Message %(n)d") % {"n": post.number}


def _shared(thing: Shared) -> str:
    """Name it by its city alone: the title may be the trouble."""
    city = city_names([thing.city_id])[thing.city_id] if thing.city_id else _("ancienne ville")
    if isinstance(thing, SharedSheet):
        return _("Fiche d’expérience, %(city)s") % {"city": city}
    return _("Modèle de concertation, %(city)s") % {"city": city}
