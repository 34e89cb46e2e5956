"""A form field that opens the file before accepting it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agora.files.checks import ACCEPTED, LIMITS, MB, Checked, accepted_formats, check
from agora.files.formats import FORMATS


@contextmanager
def said_at(form: forms.BaseForm, field: str) -> Iterator[None]:
    """Say at its field why a file could not be kept, and go on after the block.

    A view returns its redirect from inside the block and shows the form again below it.
    """
    try:
        yield
    except ValidationError as error:
        form.add_error(field, error)


class UploadField(forms.FileField):
    """Cleans to a `Checked`, ready for `actions.store(upload=…)`; `use` says what is accepted."""

    default_error_messages = {
        "required": _("Choisissez un fichier."),
        "invalid": _("Aucun fichier n’est arrivé. Choisissez-le de nouveau."),
        "missing": _("Aucun fichier n’est arrivé. Choisissez-le de nouveau."),
        "empty": _("Ce fichier est vide. Vérifiez-le, puis envoyez-le de nouveau."),
    }

    def __init__(self, *, use: str = "image", **kwargs: Any) -> None:
        self.use = use
        kwargs.setdefault("help_text", _hint(use))
        kwargs.setdefault("allow_empty_file", True)  # `check` says which file is empty
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the phone offer the right picker."""
        attrs = super().widget_attrs(widget)
        types = (FORMATS[extension] for extension in ACCEPTED[self.use])
        attrs.setdefault("accept", ",".join(f".{one.extension}" for one in types))
        return attrs

    def clean(self, data: Any, initial: Any = None) -> Checked | Any:
        upload = super().clean(data, initial)
        return check(upload, self.use) if upload and upload is not initial else upload


def _hint(use: str) -> str:
    limit = max(LIMITS[FORMATS[extension].kind] for extension in ACCEPTED[use])
    if use == "document":
        limit = LIMITS["document"]
    hint = _("%(formats)s, %(limit)s Mo au plus.")
    return hint % {"formats": accepted_formats(use), "limit": limit // MB}
