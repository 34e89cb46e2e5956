"""A shelf, as facilitators name it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from club_utilisateurs.models import Category


class CategoryForm(forms.ModelForm):  # type: ignore[type-arg]
    """Its name, and one sentence."""

    class Meta:
        model = Category
        fields = ("name", "description")
        error_messages = {"name": {"required": gettext_lazy("Donnez un nom à la rubrique.")}}

    def clean_name(self) -> Any:
        """Refuse a name another shelf bears."""
        name = " ".join(self.cleaned_data["name"].split())
        others = Category.objects.filter(name__iexact=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("Une rubrique porte déjà ce nom."))
        return name
