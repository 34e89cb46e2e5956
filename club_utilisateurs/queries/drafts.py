"""Reads: what a member has not sent yet, and the files that wait with it."""

from __future__ import annotations

from django.db.models import QuerySet

from agora.files.models import StoredFile
from club_utilisateurs.models import Draft, Member, Topic


def draft_of(member: Member, topic: Topic | None) -> Draft | None:
    """Return what a member is writing: an answer in this topic, or a new one."""
    return Draft.objects.filter(member=member, topic=topic).first()


def drafts_of(member: Member) -> QuerySet[Draft]:
    """Return all that a member has not sent, latest first."""
    return Draft.objects.filter(member=member).select_related("topic").order_by("-updated_at")


def files_of(draft: Draft | None) -> list[StoredFile]:
    """Return the files that wait with a draft, in the order they came."""
    wanted = list(draft.fields.get("files", ())) if draft else []
    if not wanted:
        return []
    found = {str(file.uid): file for file in StoredFile.objects.filter(uid__in=wanted)}
    return [found[uid] for uid in wanted if uid in found]
