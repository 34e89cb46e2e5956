"""What the mail holds on a person."""

from typing import Any

from agora.mail.models import OutgoingMail


def export_letters(user: Any) -> list[dict[str, Any]]:
    """Return the letters sent to the person; their words are not kept."""
    return [
        {"le": letter.created_at.isoformat(), "modèle": letter.template, "état": letter.state}
        for letter in OutgoingMail.objects.filter(user=user).order_by("pk")
    ]


def erase_letters(user: Any) -> None:
    """Forget the letters, gone or not."""
    OutgoingMail.objects.filter(user=user).delete()
