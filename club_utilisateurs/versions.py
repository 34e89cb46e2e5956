"""The story of a post: what changed at each version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from club_utilisateurs.difference import difference
from club_utilisateurs.models import Post, Revision


@dataclass(frozen=True)
class Change:
    """What a version changed, and when it was written."""

    version: int
    at: datetime
    html: SafeString


def changes(post: Post, before: Sequence[Revision]) -> list[Change]:
    """Tell what was changed after each of these former versions, which follow one another."""
    if not before:
        return []
    after: Post | Revision = post.revisions.filter(version=before[0].version + 1).first() or post
    told = []
    for former in before:
        html = difference(_whole(former), _whole(after))
        told.append(Change(former.version + 1, former.at, html))
        after = former
    return told


def _whole(version: Post | Revision) -> str:
    return "\n\n".join(filter(None, [version.title, version.body]))
