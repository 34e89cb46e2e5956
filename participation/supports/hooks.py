"""What supports offer to the storeys below."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.personal_data import Holding, holdings
from participation.contributions.registries import Button, buttons
from participation.supports import buttons as own_buttons
from participation.supports import personal

buttons.add(
    "support",
    Button("supports/button.html", bulk=own_buttons.under_contributions, weight=10),
)
sentences.add("support.given", _("a soutenu"))
sentences.add("support.withdrawn", _("a retiré son soutien"))
sentences.add("support.loaded", _("a chargé des soutiens"))
holdings.add(
    "supports",
    Holding(
        label=_("Ce que vous soutenez"),
        export=personal.export,
        erase=personal.erase,
        fields=["supports.Support.user"],
    ),
)
