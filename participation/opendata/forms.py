"""The upload of an export: several CSV files at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_FILES = 20
LARGEST = 200 * 1024 * 1024


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploads, each checked; the cleaned value is their list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check every file; the message names the one that is wrong."""
        uploads = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not uploads:
            raise ValidationError(_("Choisissez au moins un fichier CSV."), code="required")
        if len(uploads) > MOST_FILES:
            raise ValidationError(_("Vingt fichiers au plus par envoi."))
        for upload in uploads:
            facts = {"name": upload.name}
            if not upload.name.lower().endswith(".csv"):
                raise ValidationError(
                    _("« %(name)s » n’est pas un fichier CSV. Décompressez d’abord l’archive."),
                    params=facts,
                )
            if upload.size == 0:
                raise ValidationError(_("« %(name)s » est vide."), params=facts)
            if upload.size > LARGEST:
                raise ValidationError(_("« %(name)s » dépasse 200 Mo."), params=facts)
        return list(uploads)


class ImportForm(forms.Form):
    """The files of one export."""

    files = FilesField(
        label=_("Fichiers CSV de l’export"),
        help_text=_(
            "Par exemple proposals.csv, debates.csv, comments.csv. Rien n’est importé avant "
            "que vous ayez lu le rapport et confirmé."
        ),
    )
