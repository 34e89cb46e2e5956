"""A value that left, in words: on the city's own page and in the club alike."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agora.ui.french import number as grouped
from tenants.disclosure.levels import HIDDEN
from tenants.registries import disclosures, module_labels


def said(key: str, value: Any) -> list[str]:
    """What others read under `key`, a line for each part of it."""
    if key in _WRITERS:
        return list(_WRITERS[key](value))
    unit = str(disclosures.get(key).unit) if key in disclosures else ""
    return _lines(value, unit)


def _lines(value: Any, unit: str) -> list[str]:
    if value == HIDDEN:
        return [_below()]
    if isinstance(value, Mapping):
        return list(_table(value, unit))
    if isinstance(value, list):
        return [line for one in value for line in _lines(one, unit)]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [_counted(value, unit)]
    return [str(value)]


def _table(value: Mapping[str, Any], unit: str) -> Any:
    for name, number in value.get("cells", value).items():
        shown = _("non montré") if number is None else _counted(number, unit)
        yield _("%(name)s\u00a0: %(number)s") % {"name": name, "number": shown}
    if value.get("total") is not None:
        yield _("Total\u00a0: %(number)s") % {"number": _counted(value["total"], unit)}


def _counted(number: Any, unit: str) -> str:
    shown = grouped(number) if isinstance(number, int | float) else str(number)
    return f"{shown}\u00a0{unit}" if unit else shown


def _below() -> str:
    return _("moins de %(number)s") % {"number": HIDDEN["below"]}


def _modules(value: list[str]) -> list[str]:
    labels = module_labels()
    return [labels.get(kind, kind) for kind in value]


def _contact(value: Mapping[str, str]) -> Any:
    yield f"{value['name']}, {value['title']}" if value.get("title") else value["name"]
    if value.get("about"):
        yield value["about"]


def _place(value: list[float]) -> Any:
    latitude, longitude = (f"{number:.3f}".replace(".", ",") for number in value)
    yield _("Latitude %(latitude)s, longitude %(longitude)s") % {
        "latitude": latitude,
        "longitude": longitude,
    }


def _answers(_value: Any) -> Any:
    yield _("Les autres villes peuvent nous poser une question")


_WRITERS: dict[str, Any] = {
    "card.modules": _modules,
    "card.contact": _contact,
    "card.place": _place,
    "card.answers": _answers,
}
