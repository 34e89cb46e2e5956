"""Phases, tools, team and the city's lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.accounts.models import IdentityLevel
from agora.accounts.queries import team
from agora.rules import roles
from agora.ui.forms import DateField
from participation.consultations import rules, words
from participation.consultations.models import (
    Component,
    Consultation,
    Department,
    Phase,
    Sector,
    Theme,
)
from participation.consultations.registries import Tool, tools

# What an action is called on screen, whatever the tool.
ACTIONS = {
    "contribute": _("déposer"),
    "comment": _("commenter"),
    "support": _("soutenir"),
    "register": _("s’inscrire"),
    "vote": _("voter"),
    "answer": _("répondre"),
}


def action_label(name: str) -> str:
    return str(ACTIONS.get(name, name))


class PhaseForm(forms.Form):
    """One step, in whole days."""

    title = forms.CharField(label=_("Titre de l’étape"), max_length=120)
    first_day = DateField(label=_("Premier jour"))
    last_day = DateField(
        label=_("Dernier jour"),
        required=False,
        help_text=_("Laissez vide si la fin n’est pas connue."),
    )
    description = forms.CharField(
        label=_("Ce qui s’y passe"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    animation = forms.CharField(
        label=_("Temps d’animation prévu"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Une permanence, une balade, un passage au marché : un suffit."),
    )

    @classmethod
    def initial_of(cls, phase: Phase) -> dict[str, Any]:
        """What the form shows for a phase that exists."""
        return {
            "title": phase.title,
            "first_day": words.local_day(phase.starts_at),
            "last_day": words.local_day(phase.ends_at - rules.ONE_SECOND)
            if phase.ends_at
            else None,
            "description": phase.description,
            "animation": phase.animation,
        }

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("L’étape finit avant de commencer. Corrigez une date."))
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        """Keyword arguments of the actions on phases."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "starts_at": rules.day_start(data["first_day"]),
            "ends_at": rules.day_end(data["last_day"]),
            "description": data["description"],
            "animation": data["animation"],
        }


class ComponentForm(forms.Form):
    """One tool: its title, what each step allows, who may."""

    title = forms.CharField(label=_("Titre du module"), max_length=160)
    introduction = forms.CharField(
        label=_("Mot d’introduction"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        tool: Tool,
        phases: Sequence[Phase],
        component: Component | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tool, self.phases, self.component = tool, phases, component
        self.fields["title"].initial = component.title if component else tool.label
        self.fields["introduction"].initial = component.introduction if component else ""
        self._add_openings()
        self._add_levels()

    def _add_openings(self) -> None:
        opened = self._opened()
        choices = [(name, action_label(name)) for name in self.tool.actions]
        for phase in self.phases:
            self.fields[f"phase_{phase.pk}"] = forms.MultipleChoiceField(
                label=_("Pendant « %(title)s », on peut") % {"title": phase.title},
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=opened.get(phase.pk, []),
            )

    def _opened(self) -> dict[int, list[str]]:
        if self.component is None:
            return {}
        return {
            opening.phase_id: opening.actions or list(self.tool.actions)
            for opening in self.component.openings.all()
        }

    def _add_levels(self) -> None:
        for name in self.tool.actions:
            level = self.tool.levels.get(name, rules.DEFAULT_LEVEL.code)
            if self.component:
                level = self.component.settings.get("levels", {}).get(name, level)
            self.fields[f"level_{name}"] = forms.ChoiceField(
                label=_("Pour %(action)s, il faut au moins") % {"action": action_label(name)},
                choices=[(one.code, one.label) for one in IdentityLevel],
                initial=level,
            )

    def facts(self) -> dict[str, Any]:
        """Keyword arguments of the actions on components."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "introduction": data["introduction"],
            "openings": {
                phase: data[f"phase_{phase.pk}"]
                for phase in self.phases
                if data[f"phase_{phase.pk}"]
            },
            "levels": {name: data[f"level_{name}"] for name in self.tool.actions},
        }


class ToolForm(forms.Form):
    """Which tool to add."""

    kind = forms.ChoiceField(label=_("Quel module ajouter ?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (key, tool.label) for key, tool in tools.items() if tool.actions
        ]


class MemberForm(forms.Form):
    """Who does what on one consultation."""

    user: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("Personne"), queryset=None)
    role = forms.ChoiceField(label=_("Rôle"))

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.fields["user"]
        user.queryset = team()  # type: ignore[attr-defined]
        user.label_from_instance = lambda one: one.get_full_name()  # type: ignore[attr-defined]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (key, role.label) for key, role in roles.items() if not key.startswith("provider_")
        ]


class DepartmentForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Department
        fields = ("name", "email")


class SectorForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Sector
        fields = ("name", "number", "parent")


class ThemeForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Theme
        fields = ("name",)
