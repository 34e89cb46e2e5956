"""What the mail offers to the rest of the house."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from agora.mail.models import OutgoingMail
from agora.personal_data import Holding, holdings


def export_letters(user: Any) -> list[dict[str, Any]]:
    """Return the letters sent to the person; their words are not kept."""
    return [
        {"le": letter.created_at.isoformat(), "modèle": letter.template, "état": letter.state}
        for letter in OutgoingMail.objects.filter(user=user).order_by("pk")
    ]


def erase_letters(user: Any) -> None:
    """Forget the letters, gone or not."""
    OutgoingMail.objects.filter(user=user).delete()


holdings.add(
    "mail.letters",
    Holding(
        label=_("Les e-mails envoyés à votre adresse"),
        export=export_letters,
        erase=erase_letters,
        fields=["mail.OutgoingMail.user"],
        weight=85,
    ),
)
