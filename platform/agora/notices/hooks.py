"""What notices offer to the rest of the house."""

from django.utils.translation import gettext_lazy as _

from agora.notices import personal
from agora.personal_data import Holding, holdings

holdings.add(
    "notices.notices",
    Holding(
        label=_("Vos notifications"),
        export=personal.export_notices,
        erase=personal.erase_notices,
        fields=["notices.Notice.user"],
        weight=80,
    ),
)
holdings.add(
    "notices.preferences",
    Holding(
        label=_("Vos choix de notification"),
        export=personal.export_preferences,
        erase=personal.erase_preferences,
        fields=["notices.Preference.user"],
        weight=81,
    ),
)
