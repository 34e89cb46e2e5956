"""What a browser would send of the forms of a page: each control's name and its values."""

from html.parser import HTMLParser


class _Controls(HTMLParser):
    """Reads inputs, text areas and lists as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._area = ""
        self._list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "input" and name:
            ticked = found.get("type") not in ("radio", "checkbox") or "checked" in found
            self._add(name, [found.get("value", "on")] if ticked else [])
        elif tag == "textarea" and name:
            self._area = name
            self._add(name, [""])
        elif tag == "select":
            self._list = name
            self._add(name, [])
        elif tag == "option" and self._list and "selected" in found:
            self._add(self._list, [found.get("value", "")])

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._list = ""

    def _add(self, name: str, values: list[str]) -> None:
        self.values.setdefault(name, []).extend(values)


def fields_of(page: str) -> dict[str, list[str]]:
    """Name each control of a page and what it holds; an unticked box holds nothing."""
    reader = _Controls()
    reader.feed(page)
    return {
        # A browser leaves out the line feed that follows <textarea>.
        name: [value.removeprefix("\n") for value in values]
        for name, values in reader.values.items()
    }
