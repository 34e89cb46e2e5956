"""What may be asked of the search page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.search.registries import searchables


class SearchForm(forms.Form):
    """Words, and one kind of result if wanted."""

    q = forms.CharField(
        label=_("Que cherchez-vous ?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    type = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_type(self) -> str:
        """Ignore a kind that does not exist: an old link must still answer."""
        kind = self.cleaned_data["type"]
        return kind if kind in searchables else ""
