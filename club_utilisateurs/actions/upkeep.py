"""What the club does by itself: forgetting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from agora.action import action
from agora.files.actions import remove
from agora.files.models import StoredFile
from club_utilisateurs import farewell
from club_utilisateurs.models import FILES, Attachment, Draft, PassUse
from club_utilisateurs.rules import machine_only

PASS_KEPT = timedelta(days=farewell.DAYS + 1)
"""A pass opens nothing after a minute, but the link of a goodbye serves a week, and once."""
DRAFT_KEPT = timedelta(days=90)
FILE_KEPT = timedelta(days=2)
"""A draft thrown away can come back as long as a session lasts: its files wait longer than that."""


@action("club.purged", rule=machine_only)
def purge(*, actor: Any, at: datetime) -> None:
    """Forget passes and links too old to be used, drafts of a season ago, files of neither."""
    PassUse.objects.filter(used_at__lt=at - PASS_KEPT).delete()
    Draft.objects.filter(updated_at__lt=at - DRAFT_KEPT).delete()
    for file in _lost_files(at - FILE_KEPT):
        remove(actor=actor, file=file)


def _lost_files(before: datetime) -> QuerySet[StoredFile]:
    """Return files that came with a draft and hang on nothing any more."""
    lists = Draft.objects.filter(fields__has_key="files").values_list("fields__files", flat=True)
    waiting = {uid for files in lists for uid in files}
    given = Attachment.objects.filter(file=OuterRef("pk"))
    old = StoredFile.objects.filter(owner_label=FILES, created_at__lt=before)
    return old.exclude(uid__in=waiting).exclude(Exists(given))
