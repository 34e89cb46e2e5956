"""The four buttons that change the state of a city, in the operator's words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.actions import cities as actions

Words = str | Promise


@dataclass(frozen=True)
class Move:
    """One button: what it says, what it will do, what it did."""

    verb: str
    action: Callable[..., Any]
    label: Words
    warning: Words
    done: Any
    danger: bool = False


MOVES = {
    move.verb: move
    for move in (
        Move(
            "en-service",
            actions.put_live,
            _("Mettre en service"),
            _("Le site redevient entièrement ouvert aux habitants et à l’équipe."),
            _("%(city)s est en service."),
        ),
        Move(
            "lecture-seule",
            actions.make_read_only,
            _("Passer en lecture seule"),
            _(
                "Chacun peut lire et l’équipe exporter\u00a0; rien de nouveau ne commence. "
                "Les votes en cours vont à leur terme."
            ),
            _("%(city)s est en lecture seule."),
        ),
        Move(
            "suspendre",
            actions.suspend_city,
            _("Suspendre"),
            _(
                "Une page fixe remplace le site\u00a0; l’équipe peut encore exporter. "
                "Réservé à la sécurité, à la loi ou au souhait de la ville."
            ),
            _("%(city)s est suspendue."),
            danger=True,
        ),
        Move(
            "clore",
            actions.archive_city,
            _("Clore"),
            _("Le site ferme. Tout est gardé, et un clic le rouvre pendant le délai de grâce."),
            _("%(city)s est close."),
            danger=True,
        ),
    )
}
