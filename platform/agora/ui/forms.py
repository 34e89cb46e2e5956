"""How forms are drawn, what tells one sending from another, and the fields Django lacks.

Pages: README.md, « A form ».
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.db.models import Model, QuerySet
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from agora.ui.widgets import Choice, DateWidget, MomentWidget

__all__ = ["Choice", "DateField", "DateWidget", "MomentField", "MomentWidget", "Renderer"]


class Renderer(TemplatesSetting):
    """Draws every form of the platform (`FORM_RENDERER`)."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DateField(forms.DateField):
    """A day typed in three fields."""

    widget = DateWidget
    default_error_messages = {
        "required": _("Écrivez la date : jour, mois, année."),
        "invalid": _("Cette date n’existe pas. Écrivez le jour, le mois, l’année : 12 10 2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        super().__init__(**kwargs)


class MomentField(forms.DateTimeField):
    """A day and an hour, at the city's clock."""

    widget = MomentWidget
    default_error_messages = {
        "required": _("Écrivez la date et l’heure."),
        "invalid": _("Écrivez le jour, le mois, l’année, puis l’heure : 12 10 2026, 18:30."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "input_formats",
            ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M"],
        )
        super().__init__(**kwargs)


def sent_key(form: forms.Form) -> UUID | None:
    """Name what was sent: the one-use key of a valid form, with what was typed in it.

    The key alone would take words corrected after « Back » for the same form sent twice. A form
    without a key has no name: it is written each time.
    """
    typed = dict(form.cleaned_data)
    key = typed.pop("form_key", None)
    words = repr([(name, _plain(typed[name])) for name in sorted(typed)])
    return uuid5(key, words) if key else None


def _plain(value: Any) -> Any:
    """Say the same of the same content in every process, without reading a file again."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, QuerySet):  # in no order of its own
        return sorted(repr(one.pk) for one in value)
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if hasattr(value, "name") and hasattr(value, "size"):  # an upload, checked or not
        return value.name, value.size
    return repr(value)


@dataclass(frozen=True)
class ErrorLine:
    """A line of the summary: where it leads, and the words shown at the field."""

    anchor: str
    message: str


def error_lines(forms_shown: Iterable[Any]) -> list[ErrorLine]:
    """What is to be corrected, in the order of the page."""
    lines = []
    for form in forms_shown:
        if form is None or not getattr(form, "is_bound", False):
            continue
        lines += [ErrorLine(form_anchor(form), str(one)) for one in form.non_field_errors()]
        for bound in form:
            target = form_anchor(form) if bound.is_hidden else anchor_of(bound)
            lines += [ErrorLine(target, str(one)) for one in bound.errors]
    return lines


def form_anchor(form: Any) -> str:
    """The id of what is said of a form as a whole."""
    return f"{form.prefix}-erreurs" if form.prefix else "erreurs"


def anchor_of(bound: BoundField) -> str:
    """The id of the first control of a field: where a link of the summary leads."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect):  # checkboxes too
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id
