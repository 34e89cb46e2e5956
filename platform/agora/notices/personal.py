"""What notices hold on a person."""

from typing import Any

from agora.notices.models import Notice, Preference


def export_notices(user: Any) -> list[dict[str, Any]]:
    """Return what the person was told."""
    return [
        {
            "le": notice.at.isoformat(),
            "titre": notice.title,
            "lien": notice.url,
            "lue le": notice.read_at and notice.read_at.isoformat(),
        }
        for notice in Notice.objects.filter(user=user).order_by("pk")
    ]


def erase_notices(user: Any) -> None:
    """Forget what the person was told."""
    Notice.objects.filter(user=user).delete()


def export_preferences(user: Any) -> list[dict[str, Any]]:
    """Return how the person wants to be told."""
    return [
        {"genre": wish.kind, "rythme": wish.rhythm}
        for wish in Preference.objects.filter(user=user).order_by("kind")
    ]


def erase_preferences(user: Any) -> None:
    """Forget how the person wanted to be told."""
    Preference.objects.filter(user=user).delete()
