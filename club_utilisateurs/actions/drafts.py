"""What a member is writing: kept on the server, thrown away, brought back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agora.action import action
from club_utilisateurs.models import Draft, Topic
from club_utilisateurs.queries.people import reader
from club_utilisateurs.rules import is_member, owns_draft

LONGEST_KEPT = 200_000


@action("talk_draft.kept", rule=is_member)
def keep_draft(*, actor: Any, topic: Topic | None, typed: Mapping[str, Any]) -> Draft | None:
    """Keep what has been typed so far, finished or not; a blank sheet leaves nothing.

    Only what is given changes, so that files survive the saving of words.
    """
    member = reader(actor)
    found = Draft.objects.select_for_update().filter(member=member, topic=topic).first()
    fields = (found.fields if found else {}) | {name: _kept(value) for name, value in typed.items()}
    if not any(fields.get(name) for name in ("title", "body", "files")):
        Draft.objects.filter(member=member, topic=topic).delete()
        return None
    kept, _new = Draft.objects.update_or_create(
        member=member, topic=topic, defaults={"fields": fields}
    )
    return kept


@action("talk_draft.dropped", rule=owns_draft)
def drop_draft(*, actor: Any, draft: Draft) -> None:
    """Throw a draft away."""
    Draft.objects.filter(pk=draft.pk).delete()


@action("talk_draft.brought_back", rule=owns_draft)
def bring_draft_back(*, actor: Any, draft: Draft) -> bool:
    """Write again a draft just thrown away, unless another was begun in its place."""
    there = Draft.objects.filter(member=draft.member_id, topic=draft.topic_id).exists()
    if not there:
        Draft.objects.bulk_create([draft], ignore_conflicts=True)
    return not there


def _kept(value: Any) -> Any:
    """As typed, but for what the database cannot hold."""
    return value.replace("\x00", "")[:LONGEST_KEPT] if isinstance(value, str) else value
