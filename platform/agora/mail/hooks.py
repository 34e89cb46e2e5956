"""What the mail offers to the rest of the house."""

from django.utils.translation import gettext_lazy as _

from agora.mail.personal import erase_letters, export_letters
from agora.personal_data import Holding, holdings

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
