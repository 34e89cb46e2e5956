"""How somebody wants to be told."""

from typing import Any

from django import forms

from agora.notices.models import Rhythm
from agora.notices.queries import choices_of


class RhythmsForm(forms.Form):
    """One choice for each kind of news."""

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, kind, rhythm in choices_of(person):
            self.fields[key] = forms.ChoiceField(
                label=kind.label, choices=Rhythm.choices, initial=rhythm, widget=forms.RadioSelect
            )
