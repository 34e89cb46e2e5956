"""Fields of the talk: words, tags, and files that are kept while a form comes back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agora.files.checks import ACCEPTED, LIMITS, MB, Checked, accepted_formats, check
from agora.search.fold import fold
from agora.ui.french import number
from agora.ui.words import clean_line, clean_text
from club_utilisateurs.models import LONGEST_BODY

MOST_FILES = 5
MOST_TAGS = 5
LONGEST_TAG = 60


class Words(forms.CharField):
    """A text, cleaned of what nobody can read; one too long says by how much, and comes back."""

    default_error_messages = {"required": _("Écrivez votre message.")}

    def __init__(self, *, rows: int = 8, **kwargs: Any) -> None:
        attrs = {"rows": rows, "data-count": LONGEST_BODY}
        super().__init__(widget=forms.Textarea(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        beyond = len(value) - LONGEST_BODY
        if beyond > 0:
            text = ngettext(
                "Retirez %(n)s caractère\u00a0: un message en compte %(most)s au plus.",
                "Retirez %(n)s caractères\u00a0: un message en compte %(most)s au plus.",
                beyond,
            )
            facts = {"n": number(beyond), "most": number(LONGEST_BODY)}
            raise ValidationError(text, code="too_long", params=facts)


class Line(forms.CharField):
    """One line, cleaned the same way."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class TagsField(Line):
    """Words parted by commas; cleans to their list, each once."""

    def clean(self, value: Any) -> list[str]:
        """Say which word cannot be kept, and why."""
        names: dict[str, str] = {}
        for name in map(clean_line, super().clean(value).split(",")):
            if not name:
                continue
            if len(name) > LONGEST_TAG or not (slug := slugify(fold(name))):
                raise ValidationError(
                    _(
                        "«\u00a0%(name)s\u00a0» n’est pas un mot-clé\u00a0: des lettres ou des "
                        "chiffres, 60 caractères au plus, une virgule entre deux."
                    ),
                    code="tag",
                    params={"name": name},
                )
            names.setdefault(slug, name)
        if len(names) > MOST_TAGS:
            raise ValidationError(
                _("Gardez cinq mots-clés au plus\u00a0: il y en a %(n)d."),
                code="tags",
                params={"n": len(names)},
            )
        return list(names.values())


class SeveralFiles(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several documents or images; cleans to those that hold, `refused` says why of the others."""

    widget = SeveralFiles

    def __init__(self, **kwargs: Any) -> None:
        hint = _("Cinq fichiers au plus, %(limit)s\u00a0Mo chacun\u00a0: %(formats)s.") % {
            "limit": LIMITS["document"] // MB,
            "formats": accepted_formats("document"),
        }
        accept = ",".join(f".{one}" for one in ACCEPTED["document"])
        widget = SeveralFiles(attrs={"accept": accept})
        super().__init__(required=False, help_text=hint, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the uploads; each is opened by `opened`."""
        return list(data) if isinstance(data, (list, tuple)) else [data] if data else []


def opened(uploads: Iterable[Any], room: int) -> tuple[list[Checked], list[ValidationError]]:
    """Check each upload by its content; what is refused keeps no other from being taken."""
    good: list[Checked] = []
    refused: list[ValidationError] = []
    for upload in uploads:
        try:
            checked = check(upload, "document")
        except ValidationError as error:
            refused.append(error)
            continue
        if len(good) == room:
            refused.append(_no_room(checked.name))
        else:
            good.append(checked)
    return good, refused


def _no_room(name: str) -> ValidationError:
    return ValidationError(
        _(
            "«\u00a0%(name)s\u00a0» est de trop\u00a0: un message porte cinq fichiers au plus. "
            "Retirez-en un, ou donnez-le dans un autre message."
        ),
        code="too_many",
        params={"name": name},
    )


class KeptFiles(forms.MultipleChoiceField):
    """Files that came with an earlier sending: ticked, they stay. An unknown one is no mistake."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        return True
