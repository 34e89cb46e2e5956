"""Shape and messages of a question put to the residents."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.contributions.once import OnceForm


class DebateForm(OnceForm):
    """The question."""

    title = forms.CharField(
        label=_("La question"),
        max_length=200,
        help_text=_("Une vraie question, ouverte : « Que faire de la place le dimanche ? »"),
        error_messages={"required": _("Écrivez la question posée aux habitants.")},
    )
    body = forms.CharField(
        label=_("Ce qu’il faut savoir pour répondre"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": 5000}),
    )
    instructions = forms.CharField(
        label=_("Pour bien débattre"),
        required=False,
        max_length=1000,
        help_text=_("Ce qui se décide ici, ce qui ne se décide pas."),
        widget=forms.Textarea(attrs={"rows": 3, "data-count": 1000}),
    )


class ConclusionForm(forms.Form):
    """What the city keeps."""

    conclusions = forms.CharField(
        label=_("Ce que la ville retient"),
        max_length=5000,
        error_messages={"required": _("Écrivez ce que la ville retient du débat.")},
        widget=forms.Textarea(attrs={"rows": 8, "data-count": 5000}),
    )
