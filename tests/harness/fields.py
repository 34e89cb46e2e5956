"""What a browser would send of the forms of a page, and where its links lead."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Sheet:
    """A form as it stands: each control's name, its values, and the first choice it offers."""

    method: str = "get"
    action: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, values: list[str]) -> None:
        """Note a control; one that is not ticked holds nothing."""
        self.values.setdefault(name, []).extend(values)


class _Reader(HTMLParser):
    """Reads links, forms and controls, those outside of any form in a first sheet of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets = [Sheet()]
        self.links: list[str] = []
        self._inside = self.sheets[0]
        self._area = ""
        self._list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag == "form":
            self._inside = Sheet(found.get("method", "get"), found.get("action", ""))
            self.sheets.append(self._inside)
        elif tag in ("input", "textarea") and name:
            self._control(tag, name, found)
        elif tag == "select":
            self._list = name
            self._inside.add(name, [])
        elif tag == "option" and self._list:
            self._option(self._list, found.get("value", ""), "selected" in found)

    def handle_data(self, data: str) -> None:
        if self._area:
            self._inside.values[self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._list = ""
        elif tag == "form":
            self._inside = self.sheets[0]

    def _control(self, tag: str, name: str, found: dict[str, str]) -> None:
        if tag == "textarea":
            self._area = name
            self._inside.add(name, [""])
        elif found.get("type") in ("radio", "checkbox"):
            self._option(name, found.get("value", "on"), "checked" in found)
        elif found.get("type") != "file":
            self._inside.add(name, [found.get("value", "")])

    def _option(self, name: str, value: str, chosen: bool) -> None:
        self._inside.add(name, [value] if chosen else [])
        if value:
            self._inside.offered.setdefault(name, value)


def read(page: str) -> tuple[list[Sheet], list[str]]:
    """The forms of a page and its links."""
    reader = _Reader()
    reader.feed(page)
    for sheet in reader.sheets:
        for name, values in sheet.values.items():
            # A browser leaves out the line feed that follows <textarea>.
            sheet.values[name] = [value.removeprefix("\n") for value in values]
    return reader.sheets, reader.links


def fields_of(page: str) -> dict[str, list[str]]:
    """Name each control of a page and what it holds; an unticked box holds nothing."""
    found: dict[str, list[str]] = {}
    for sheet in read(page)[0]:
        for name, values in sheet.values.items():
            found.setdefault(name, []).extend(values)
    return found
