"""The rules of phases and tools, as sentences the team can check."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agora.accounts.models import IdentityLevel
from participation.consultations import queries, rules
from participation.consultations.forms.calendar import action_label
from participation.consultations.models import Component, Opening, Phase
from participation.consultations.registries import tools

# What a rung of the identity ladder asks of people, inside a sentence.
LEVELS = {
    IdentityLevel.NONE: gettext_lazy("lire la page : pas de compte"),
    IdentityLevel.PSEUDONYM: gettext_lazy("un pseudonyme"),
    IdentityLevel.EMAIL_UNVERIFIED: gettext_lazy("une adresse électronique"),
    IdentityLevel.EMAIL_VERIFIED: gettext_lazy("une adresse électronique confirmée"),
    IdentityLevel.SMS: gettext_lazy("un téléphone confirmé"),
    IdentityLevel.ROLL: gettext_lazy("être sur la liste de la ville"),
    IdentityLevel.FRANCECONNECT: gettext_lazy("une identité FranceConnect"),
}


def of_phase(phase: Phase, components: Sequence[Component]) -> list[str]:
    """« Dans « Vos idées », on peut déposer, commenter. »; what a step opens."""
    found = [
        _("Dans « %(tool)s », on peut %(actions)s.")
        % {"tool": component.title, "actions": _actions(opening)}
        for component in components
        for opening in queries.openings_of(component)
        if opening.phase_id == phase.pk
    ]
    return found or [_("Rien n’est ouvert pendant cette étape : on lit, on s’informe.")]


def of_component(component: Component) -> list[str]:
    """When each action is open, and who may."""
    openings = queries.openings_of(component)
    found = [
        _("Pendant « %(phase)s », on peut %(actions)s.")
        % {"phase": opening.phase.title, "actions": _actions(opening)}
        for opening in openings
    ]
    if not openings:
        found.append(_("Ouvert du premier au dernier jour de la concertation."))
    found += [
        _("Pour %(action)s, il faut au moins %(level)s.")
        % {
            "action": action_label(name),
            "level": str(LEVELS[rules.required_level(component, name)]),
        }
        for name in rules.offered(component)
    ]
    return found


def _actions(opening: Opening) -> str:
    kind = opening.component.kind
    known = tools.get(kind).actions if kind in tools else ()
    names = [name for name in known if not opening.actions or name in opening.actions]
    return ", ".join(action_label(name) for name in names) or _("lire")
