"""Shape and messages of a meeting and of its sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agora.files.forms import UploadField
from agora.ui.forms import MomentField
from agora.ui.words import clean_line, clean_text
from participation.consultations.models import Component, Sector
from participation.contributions.once import OnceForm
from participation.meetings.actions import Note
from participation.meetings.models import Meeting
from participation.meetings.registries import WorkshopEntry

NOTE_MOST, NOTES_MOST = 120, 200


class AgendaFilter(forms.Form):
    """The filters of the agenda, as they stand in the URL."""

    quand = forms.ChoiceField(
        label=_("Quand"), required=False,
        choices=[("", _("À venir")), ("passees", _("Passées"))],
    )  # fmt: skip
    secteur = forms.ModelChoiceField(
        Sector.objects.none(), label=_("Quartier"), required=False, empty_label=_("Tous")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secteur"].queryset = Sector.objects.all()  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the filters that hold; one that means nothing is left out."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


class MeetingForm(OnceForm):
    """A date, a place, what will be talked about."""

    kind = forms.ChoiceField(
        label=_("Genre"), choices=Meeting.Kind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Titre"), max_length=200,
        error_messages={"required": _("Donnez un titre à la réunion.")},
    )  # fmt: skip
    starts_at = MomentField(label=_("Début"))
    ends_at = MomentField(label=_("Fin"), required=False)
    venue = forms.CharField(label=_("Lieu"), max_length=160, required=False)
    address = forms.CharField(label=_("Adresse"), max_length=240, required=False)
    access = forms.CharField(
        label=_("Pour venir"), max_length=240, required=False,
        help_text=_("Fauteuil, transports, garde d’enfants…"),
    )  # fmt: skip
    capacity = forms.IntegerField(label=_("Places"), min_value=1, required=False)
    sector = forms.ModelChoiceField(
        Sector.objects.none(), label=_("Quartier"), required=False,
        empty_label=_("Toute la ville"),
    )  # fmt: skip
    body = forms.CharField(
        label=_("De quoi parlera-t-on ?"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": 5000}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].queryset = Sector.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A meeting ends after it begins."""
        typed = super().clean() or {}
        start, end = typed.get("starts_at"), typed.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("La fin vient après le début. Corrigez l’une des deux."))
        return typed

    def facts(self) -> dict[str, Any]:
        """Return what belongs to the meeting itself rather than to its words."""
        names = ("kind", "starts_at", "ends_at", "venue", "address", "access", "capacity")
        return {name: self.cleaned_data[name] for name in names}


class SheetForm(OnceForm):
    """The sheet: one post-it a line."""

    notes = forms.CharField(
        label=_("Les post-its, un par ligne"),
        help_text=_(
            "La touche Entrée passe au suivant. Pour ajouter une explication, écrivez-la après "
            "deux barres : « Un banc à l’ombre // devant l’école, pour les grands-parents »."
        ),
        error_messages={"required": _("Tapez au moins un post-it.")},
        widget=forms.Textarea(attrs={"rows": 14, "data-lines": NOTES_MOST, "autofocus": True}),
    )
    target = forms.ChoiceField(label=_("Ils deviennent"), widget=forms.RadioSelect)
    signature = forms.CharField(
        label=_("Signés"),
        max_length=120,
        error_messages={"required": _("Écrivez qui parle, par exemple « Atelier du 9 janvier »")},
    )
    photo = UploadField(label=_("Photo de la feuille"), required=False)

    def __init__(
        self, *args: Any, entries: list[tuple[str, WorkshopEntry, Component]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {f"{key}:{module.pk}": (key, module) for key, _entry, module in entries}
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            (f"{key}:{module.pk}", f"{entry.label}, {module.title}")
            for key, entry, module in entries
        ]
        if len(entries) == 1:
            self.fields["target"].initial = next(iter(self.entries))

    def clean_notes(self) -> list[Note]:
        """Cut into notes; a line too long is named, nothing is lost."""
        lines = [
            line for line in clean_text(self.cleaned_data["notes"]).split("\n") if line.strip()
        ]
        if not lines:
            raise ValidationError(_("Tapez au moins un post-it."), code="required")
        if len(lines) > NOTES_MOST:
            raise ValidationError(
                _("%(have)d post-its : envoyez-les par %(most)d au plus."),
                params={"have": len(lines), "most": NOTES_MOST},
            )
        return [_note(number, line) for number, line in enumerate(lines, start=1)]

    def chosen_target(self) -> tuple[str, Component]:
        """Return the entry and the module the notes go to."""
        return self.entries[self.cleaned_data["target"]]


def _note(number: int, line: str) -> Note:
    title, _bars, body = line.partition("//")
    title = clean_line(title)
    if len(title) > NOTE_MOST:
        raise ValidationError(
            _("Post-it %(n)d : raccourcissez à %(most)d caractères, ou mettez la suite après //."),
            params={"n": number, "most": NOTE_MOST},
        )
    if not title:
        raise ValidationError(
            _("Post-it %(n)d : écrivez quelque chose avant //."), params={"n": number}
        )
    return Note(title, clean_line(body))


class MinutesForm(forms.Form):
    """What was said, and how many came."""

    attendance = forms.IntegerField(label=_("Personnes présentes"), min_value=0, required=False)
    minutes = forms.CharField(
        label=_("Compte rendu"),
        max_length=20000,
        error_messages={"required": _("Écrivez ce qui s’est dit.")},
        widget=forms.Textarea(attrs={"rows": 14, "data-count": 20000}),
    )
