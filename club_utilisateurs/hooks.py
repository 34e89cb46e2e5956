"""What the club offers to lower storeys."""

from django.utils.translation import gettext_lazy as _

from agora.personal_data import Holding, holdings
from club_utilisateurs import personal

holdings.add(
    "club.member",
    Holding(
        label=_("Votre place dans le club"),
        export=personal.export,
        erase=personal.erase,
        fields=["club_utilisateurs.Member.account"],
    ),
)
