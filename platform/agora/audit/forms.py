"""What may be asked of the journal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.audit.models import ActorKind
from agora.audit.queries import verbs_seen

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PEOPLE = [("", _("Tout le monde")), *ActorKind.choices]


class JournalForm(forms.Form):
    """Filters of the journal; all of them live in the URL."""

    verb = forms.ChoiceField(label=_("Action"), required=False)
    person = forms.ChoiceField(
        label=_("Par"),
        required=False,
        choices=PEOPLE,
    )
    obj = forms.CharField(label=_("Référence de l’objet"), max_length=120, required=False)
    since = forms.DateField(label=_("Depuis le"), required=False, widget=DAY)
    until = forms.DateField(label=_("Jusqu’au"), required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verb = self.fields["verb"]
        assert isinstance(verb, forms.ChoiceField)
        verb.choices = [("", _("Toutes")), *verbs_seen()]
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        asked = str(self.data.get("person", ""))
        if asked.isdigit():  # reached by a link on somebody's name
            person.choices = [*PEOPLE, (asked, _("Cette personne"))]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("Cette date vient avant le début. Choisissez-en une autre."))
        return found
