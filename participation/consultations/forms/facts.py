"""What a consultation says of itself: the four questions, then one form per point."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agora.accounts.queries import team
from agora.files.forms import UploadField
from agora.ui.forms import Choice, DateField
from participation.consultations import starters
from participation.consultations.models import Consultation, Department, Link, Sector

# Control characters but line ends, and the marks that turn a line round.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def refuse_hidden(text: str) -> None:
    """Refuse what nobody sees in what everybody will read."""
    if _HIDDEN.search(text):
        raise ValidationError(
            _("Ce texte contient des caractères invisibles. Écrivez-le au clavier."),
            code="invisible",
        )


def _in_order(form: forms.BaseForm, first: str, last: str) -> None:
    start, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if start and end and end < start:
        form.add_error(last, _("La date de fin vient avant la date de début. Corrigez l’une."))


class NewConsultationForm(forms.Form):
    """A starter and four questions."""

    starter = forms.ChoiceField(label=_("Pour commencer"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Quel est le sujet ?"),
        max_length=200,
        validators=[refuse_hidden],
        help_text=_("Le titre que liront les habitants. Une question, c’est souvent mieux."),
        error_messages={"required": _("Donnez un titre à la concertation.")},
    )
    department = forms.ModelChoiceField(
        label=_("Quelle direction la porte ?"),
        queryset=Department.objects.all(),
        required=False,
        empty_label=_("Je choisirai plus tard"),
    )
    starts_on = DateField(
        label=_("Quand commence-t-elle ?"),
    )
    ends_on = DateField(label=_("Quand finit-elle ?"))
    sector = forms.ModelChoiceField(
        label=_("Dans quel secteur ?"),
        queryset=Sector.objects.all(),
        required=False,
        empty_label=_("Toute la ville"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = starters.offered()
        self.fields["starter"].choices = [  # type: ignore[attr-defined]
            (one.key, Choice(one.label, one.description)) for one in offered
        ]
        self.fields["starter"].initial = offered[0].key

    def clean(self) -> dict[str, Any]:
        _in_order(self, "starts_on", "ends_on")
        return self.cleaned_data


class FactsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Base of the points: the instance is read, the action writes."""

    class Meta:
        model = Consultation
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.validators.append(refuse_hidden)

    def changes(self) -> dict[str, Any]:
        """What the action should write, themes apart."""
        return {
            name: self.cleaned_data[name] for name in self._meta.fields or () if name != "themes"
        }


class IdentityForm(FactsForm):
    """Title, objective, sector: what it is about."""

    required_names = ("title", "objective", "organiser")

    class Meta:
        model = Consultation
        fields = (
            "title",
            "kind",
            "objective",
            "summary",
            "sector",
            "themes",
            "department",
            "organiser",
            "audience",
        )
        widgets = {
            "objective": forms.Textarea(attrs={"rows": 3}),
            "summary": forms.Textarea(attrs={"rows": 3}),
            "audience": forms.Textarea(attrs={"rows": 2}),
            "themes": forms.CheckboxSelectMultiple,
        }
        labels = {
            "sector": _("Secteur"),
            "themes": _("Thèmes"),
            "department": _("Quelle direction la porte ?"),
        }
        help_texts = {
            "objective": _("À quoi serviront les contributions ? Une phrase."),
            "summary": _("Deux phrases, lues en premier."),
            "organiser": _("Qui invite : la ville, une association, un quartier…"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.required_names:
            self.fields[name].required = True
        self.fields["sector"].empty_label = _("Toute la ville")  # type: ignore[attr-defined]
        self.fields["department"].empty_label = _("Je choisirai plus tard")  # type: ignore[attr-defined]


class StoryForm(FactsForm):
    """The long presentation, and how to take part without a screen."""

    class Meta:
        model = Consultation
        fields = ("body", "without_screen")
        widgets = {
            "body": forms.Textarea(attrs={"rows": 14}),
            "without_screen": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "without_screen": _("Où trouver une fiche papier, un numéro où appeler."),
        }


class DecideForm(FactsForm):
    """What is open, what is fixed, who decides."""

    class Meta:
        model = Consultation
        fields = ("open_points", "fixed_points", "how_decided")
        widgets = {
            "open_points": forms.Textarea(attrs={"rows": 4}),
            "fixed_points": forms.Textarea(attrs={"rows": 4}),
            "how_decided": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "open_points": _("Une ligne par sujet."),
            "fixed_points": _("Une ligne par chose décidée : un budget, une loi, un arbre."),
            "how_decided": _("Qui tranche, et quand."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how_decided"].required = True


class DatesForm(FactsForm):
    """First and last day."""

    starts_on = DateField(label=_("Date de début"))
    ends_on = DateField(label=_("Date de fin"))

    class Meta:
        model = Consultation
        fields = ("starts_on", "ends_on")

    def clean(self) -> dict[str, Any]:
        _in_order(self, "starts_on", "ends_on")
        return self.cleaned_data


class GridForm(FactsForm):
    """The codes contributions will be read with."""

    class Meta:
        model = Consultation
        fields = ("grid",)
        widgets = {"grid": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"grid": _("Une ligne par code : « Ombre et arbres », « Bruit le soir »…")}


class PlanForm(FactsForm):
    """How residents will hear of it."""

    class Meta:
        model = Consultation
        fields = ("communication_plan",)
        widgets = {"communication_plan": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "communication_plan": _("Une ligne par action : date, canal, qui s’en charge.")
        }


class PromiseForm(FactsForm):
    """The promised restitution: a date and somebody."""

    restitution_due_on = DateField(
        label=_("Quand la ville répondra-t-elle ?"),
        help_text=_("Cette date est publiée avec la concertation."),
        error_messages={"required": _("Choisissez la date promise aux habitants.")},
    )

    class Meta:
        model = Consultation
        fields = ("restitution_due_on", "restitution_owner")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["restitution_owner"]
        owner.queryset = team()  # type: ignore[attr-defined]
        owner.required = True
        owner.label = _("Qui l’écrit ?")
        owner.label_from_instance = lambda user: user.get_full_name()  # type: ignore[attr-defined]
        if not self.instance.restitution_due_on and self.instance.ends_on:
            self.initial["restitution_due_on"] = self.instance.ends_on + timedelta(days=30)

    def clean_restitution_due_on(self) -> Any:
        """The answer comes after the question."""
        due = self.cleaned_data["restitution_due_on"]
        if self.instance.ends_on and due < self.instance.ends_on:
            raise forms.ValidationError(
                _("La concertation ne sera pas finie. Choisissez une date après sa fin.")
            )
        return due


class CoverForm(forms.Form):
    """A photo, described for those who do not see it."""

    file = UploadField(label=_("Photo"), use="image")
    alt = forms.CharField(
        label=_("Que voit-on sur la photo ?"),
        max_length=200,
        help_text=_("Lu aux personnes qui ne voient pas l’image."),
    )


class DocumentForm(forms.Form):
    """One document."""

    file = UploadField(label=_("Fichier"), use="document")
    title = forms.CharField(label=_("Titre"), max_length=200)
    description = forms.CharField(
        label=_("Ce qu’on y trouve"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class LinkForm(forms.ModelForm):  # type: ignore[type-arg]
    """One thing said elsewhere."""

    published_on = DateField(label=_("Date"), required=False)

    class Meta:
        model = Link
        fields = ("kind", "title", "url", "publisher", "published_on")
        error_messages = {
            "url": {"invalid": _("Copiez l’adresse entière, avec https:// au début.")}
        }


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Pourquoi ?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Les habitants liront ces mots sur la page."),
        error_messages={"required": _("Expliquez pourquoi : les habitants le liront.")},
    )


class RestitutionForm(forms.Form):
    """What was heard, decided and why."""

    on = DateField(label=_("Donnée le"))
    text = forms.CharField(
        label=_("Ce qui a été entendu, décidé, et pourquoi"),
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Écrivez la restitution avant de la publier.")},
    )
