"""What exports offer to the storeys below."""

from django.utils.translation import gettext_lazy as _

from agora.rules import anyone, is_staff
from agora.ui.registries import MenuEntry, menus

menus.add(
    "exports.staff",
    MenuEntry(
        label=_("Exports"),
        url_name="exports_staff:list",
        place="staff",
        rule=is_staff,
        weight=90,
        icon="download",
    ),
)
menus.add(
    "exports.api",
    MenuEntry(
        label=_("Données ouvertes et API"),
        url_name="exports:api",
        place="rules",
        rule=anyone,
        weight=90,
    ),
)
