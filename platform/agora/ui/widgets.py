"""Controls Django lacks: a day in three fields, a moment, a choice that explains itself."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PARTS = ("day", "month", "year")
UNSAID = "?"
_ISO = re.compile(r"^(.{0,9}?)-(.{0,9}?)-(.{0,9}?)(?:[T ](.{0,9}))?$")


class Choice:
    """The label of a choice with a sentence below it."""

    def __init__(self, title: Any, hint: Any = "") -> None:
        self.title = title
        self.hint = hint

    def __str__(self) -> str:
        return str(self.title)


class DateWidget(forms.Widget):
    """Day, month and year typed apart; with script, the browser's own calendar beside.

    A single value `name=2026-10-12` is read too: the API of tests and of plain links.
    """

    template_name = "ui/widgets/date.html"
    use_fieldset = True
    with_time = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        base = context["widget"]["attrs"].get("id") or f"id_{name}"
        typed = dict(zip((*PARTS, "time"), self.split(value), strict=True))
        context["widget"]["base"] = base
        context["widget"]["parts"] = [
            {"name": f"{name}_{part}", "id": f"{base}_{part}", "value": typed[part], "label": label,
             "size": 4 if part == "year" else 2, "auto": self.attrs.get(f"auto_{part}", "")}
            for part, label in zip(PARTS, (_("Jour"), _("Mois"), _("Année")), strict=True)
        ]  # fmt: skip
        if self.with_time:
            context["widget"]["time"] = {
                "name": f"{name}_time", "id": f"{base}_time", "value": typed["time"],
            }  # fmt: skip
        context["widget"]["invalid"] = bool(attrs and attrs.get("aria-invalid"))
        return context

    def split(self, value: Any) -> tuple[str, str, str, str]:
        """Day, month, year and time as typed, or as written for a known value."""
        if isinstance(value, datetime):
            at = timezone.localtime(value) if timezone.is_aware(value) else value
            return str(at.day), str(at.month), str(at.year), at.strftime("%H:%M")
        if isinstance(value, date):
            return str(value.day), str(value.month), str(value.year), ""
        found = _ISO.match(str(value)) if value else None
        if found is None:
            return "", "", "", ""
        year, month, day, time = found.groups()
        return day, month, year, "" if time in (None, UNSAID) else time

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        parts = [str(data.get(f"{name}_{part}") or "").strip()[:9] for part in PARTS]
        if any(parts):
            day, month, year = parts
            whole = f"{year}-{month}-{day}"
            # A day without its hour is not a moment: midnight may not be guessed.
            return f"{whole} {self._time(data, name) or UNSAID}" if self.with_time else whole
        return data.get(name)

    def _time(self, data: Mapping[str, Any], name: str) -> str:
        return str(data.get(f"{name}_time") or "").strip()[:9]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}_{part}" in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_


class MomentWidget(DateWidget):
    """A day and an hour."""

    with_time = True
