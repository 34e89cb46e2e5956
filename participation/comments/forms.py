"""Shape and messages of a comment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agora.ui.words import clean_text
from participation.comments.models import Alignment
from participation.contributions.once import OnceForm

MOST = 1000


class CommentForm(OnceForm):
    """A stand and a text."""

    alignment = forms.TypedChoiceField(
        label=_("Votre avis"),
        choices=[(1, _("Pour")), (0, _("Neutre")), (-1, _("Contre"))],
        coerce=int,
        required=False,
        empty_value=Alignment.NEUTRAL,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choisissez pour, neutre ou contre.")},
    )
    body = forms.CharField(
        label=_("Ce que vous voulez dire"),
        help_text=_("1 000 caractères au plus. Votre texte paraît tout de suite."),
        error_messages={"required": _("Écrivez votre commentaire.")},
        widget=forms.Textarea(attrs={"rows": 4, "data-count": MOST}),
    )
    reponse = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reply: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reply:
            del self.fields["alignment"]

    def clean_body(self) -> str:
        """Something to read once cleaned, and not too long."""
        body = clean_text(self.cleaned_data["body"])
        if not body:
            raise ValidationError(_("Écrivez votre commentaire."), code="required")
        if len(body) > MOST:
            raise ValidationError(
                _("Raccourcissez à %(most)d caractères : il y en a %(have)d."),
                params={"most": MOST, "have": len(body)},
            )
        return body
