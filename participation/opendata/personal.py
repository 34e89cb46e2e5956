"""What moving in keeps on a person: who launched it."""

from typing import Any

from participation.opendata.models import ImportRun


def export(user: Any) -> list[dict[str, Any]]:
    """Return the imports this person launched."""
    return list(
        ImportRun.objects.filter(created_by=user).values("created_at", "finished_at", "state")
    )


def erase(user: Any) -> None:
    """Forget who launched them; the imports stay."""
    ImportRun.objects.filter(created_by=user).update(created_by=None)
