"""What ideas keep on a person beside the words themselves: unfinished drafts."""

from typing import Any

from participation.proposals.models import Draft


def export_drafts(user: Any) -> list[dict[str, Any]]:
    """Return the unfinished ideas of this person."""
    return list(
        Draft.objects.filter(author=user).values(
            "title", "body", "place_label", "latitude", "longitude", "updated_at"
        )
    )


def erase_drafts(user: Any) -> None:
    """Throw the unfinished ideas of this person away."""
    Draft.objects.filter(author=user).delete()
