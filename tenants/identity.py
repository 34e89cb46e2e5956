"""What the form of the identity shows beside the colour: the shades people can read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from agora.ui import theme

USES = (
    ("city", _("Boutons")),
    ("on_city", _("Texte des boutons")),
    ("city_ink", _("Liens et fil")),
    ("city_soft", _("Fonds teintés")),
)


def shades(colour: str) -> dict[str, Any]:
    """The four properties by day and by night, and whether the city's colour was kept."""
    modes = theme.derive(colour)
    used = modes["light"]["city"]
    return {
        "shades": [
            {"label": label, "light": modes["light"][key], "dark": modes["dark"][key]}
            for key, label in USES
        ],
        "chosen": colour,
        "used": used,
        "kept": used == colour,
    }
