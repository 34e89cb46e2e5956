"""What a member chooses: to agree to the charter, what is shown, what stays of a name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import Choice
from club_utilisateurs.models import Member

KEEPS = [
    ("yes", Choice(_("Mon nom reste sur mes messages"), _("Suivi de la ville où je travaillais."))),
    ("no", Choice(_("Mon nom est retiré"), _("Mes messages restent, signés par la ville seule."))),
]


def _keeps_field(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=KEEPS,
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez ce que devient votre nom.")},
    )


class _ShownForm(forms.Form):
    """What everybody reads beside a member's words."""

    shows_name = forms.BooleanField(label=_("Montrer mon nom"), required=False)
    shows_title = forms.BooleanField(label=_("Montrer ma fonction"), required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        initial = {"shows_name": member.shows_name, "shows_title": member.shows_title}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)


class WelcomeForm(_ShownForm):
    """The first entry: the charter, and what is shown."""

    agrees = forms.BooleanField(
        label=_("J’ai lu la charte du club et je m’y tiendrai"),
        error_messages={
            "required": _("Cochez la case pour entrer\u00a0: la charte vaut pour tout le monde.")
        },
    )
    field_order = ("agrees", "shows_name", "shows_title")


class PlaceForm(_ShownForm):
    """What one may change at any time."""

    keeps_name = _keeps_field(_("Si je quitte la ville ou le club"))

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        kept = {"keeps_name": "yes" if member.keeps_name else "no"}
        super().__init__(*args, member=member, initial=kept, **kwargs)


class KeepForm(forms.Form):
    """What becomes of a name, asked on the way out."""

    keeps_name = _keeps_field(_("Votre nom, sur ce que vous avez écrit"))

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        kept = {"keeps_name": "yes" if member.keeps_name else "no"}
        super().__init__(*args, initial=kept, **kwargs)
