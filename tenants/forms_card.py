"""Forms of the city's card: what is typed or ticked for each value, and the consent to share it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants import card
from tenants.registries import disclosures


class ValueForm(forms.Form):
    """One value of the card: its fields, then the sentence one agrees to."""

    key = ""

    def __init__(self, *args: Any, agreed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"] = forms.BooleanField(
            label=disclosures.get(self.key).text,
            required=agreed,
            error_messages={"required": _("Cochez cette phrase pour partager.")},
        )

    @property
    def own_fields(self) -> list[Any]:
        """The fields before the consent."""
        return [one for one in self if one.name != "agreed"]

    def value(self) -> Any:
        """What would leave, computed from what was typed; None: nothing to give."""
        return disclosures.get(self.key).compute(getattr(self, "cleaned_data", {}))

    def clean(self) -> dict[str, Any]:
        """Refuse to share nothing."""
        typed = super().clean() or {}
        if not self.errors and self.value() is None:
            raise forms.ValidationError(_("Il n’y a encore rien à partager ici."))
        return typed


class PresentationForm(ValueForm):
    """A few lines about how the city works with its residents."""

    key = "card.presentation"
    presentation = forms.CharField(
        label=_("Votre ville et la participation"),
        max_length=card.LONGEST_PRESENTATION,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": card.LONGEST_PRESENTATION}),
    )


class ModulesForm(ValueForm):
    """Nothing to type: the tools in use."""

    key = "card.modules"


class ProgrammesForm(ValueForm):
    """Titles of what is open to the public today, ticked one by one."""

    key = "card.programmes"
    programmes = forms.MultipleChoiceField(
        label=_("Démarches à montrer"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une démarche.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = [(title, title) for title in card.facts("programmes")]
        self.fields["programmes"].choices = open_ones  # type: ignore[attr-defined]


class ContactForm(ValueForm):
    """Somebody who agreed to be asked."""

    key = "card.contact"
    name = forms.CharField(label=_("Nom"), max_length=120)
    title = forms.CharField(label=_("Fonction"), max_length=120)
    about = forms.CharField(
        label=_("Sur quels sujets l’interroger"),
        max_length=200,
        help_text=_("Par exemple\u00a0: budget participatif, concertation de quartier."),
    )


class Degrees(forms.DecimalField):
    """A number with a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "w-s"})

    def to_python(self, value: Any) -> Any:
        """Read it either way."""
        return super().to_python(str(value).replace(",", ".") if value else value)


class PlaceForm(ValueForm):
    """Where the city is: from its outline, else typed."""

    key = "card.place"
    latitude = Degrees(
        label=_("Latitude"), min_value=-90, max_value=90, help_text=_("Par exemple\u00a0: 48,89")
    )
    longitude = Degrees(
        label=_("Longitude"), min_value=-180, max_value=180, help_text=_("Par exemple\u00a0: 2,2")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if card.place_drawn():
            del self.fields["latitude"], self.fields["longitude"]


class AnswersForm(ValueForm):
    """Nothing to type: a yes."""

    key = "card.answers"


FORMS: dict[str, type[ValueForm]] = {
    one.key: one
    for one in (
        PresentationForm,
        ModulesForm,
        ProgrammesForm,
        ContactForm,
        PlaceForm,
        AnswersForm,
    )
}
