"""The filters of a list, read from its URL: an unknown value is simply not a filter."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms


class FilterForm(forms.Form):
    """Filters of a list; a subclass says in `_words` how a chip names a value of a field."""

    def chosen(self) -> dict[str, Any]:
        """The valid filters; the others are ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def chips(self) -> list[dict[str, str]]:
        """Each filter in force, with the URL of the list without it."""
        chosen = self.chosen()
        found = []
        for name, value in chosen.items():
            rest = {key: self.data[key] for key in chosen if key != name}
            found.append({"label": self._words(name, value), "url": f"?{urlencode(rest)}"})
        return found

    def _words(self, name: str, value: Any) -> str:
        return str(value)
