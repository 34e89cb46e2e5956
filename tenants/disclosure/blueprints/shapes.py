"""The shape of data from elsewhere, told by allow-list: a field nobody named is refused.

    shape = record(title=line(120), days=listed(whole(0, 400), most=9))
    shape(data, "")        # returns, or raises `WrongShape` in words

A slice writes the shape of its own part with these; they hold no opinion on what is in a text.
"""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

Shape = Callable[[Any, str], None]


class WrongShape(ValueError):
    """Data that is not what was announced; `where` is the path of the field."""

    def __init__(self, where: str) -> None:
        self.where = where or "/"
        super().__init__(
            _("Le modèle est mal formé (« %(where)s ») : nous ne pouvons pas lire cette partie.")
            % {"where": self.where}
        )


def text(most: int, *, empty: bool = True) -> Shape:
    """Words, of several lines."""

    def check(value: Any, where: str) -> None:
        fits = isinstance(value, str) and len(value) <= most and (empty or value.strip())
        if not fits or "\x00" in value:
            raise WrongShape(where)

    return check


def line(most: int, *, empty: bool = True) -> Shape:
    """Words on one line."""
    whole_text = text(most, empty=empty)

    def check(value: Any, where: str) -> None:
        whole_text(value, where)
        if "\n" in value or "\r" in value:
            raise WrongShape(where)

    return check


def matching(pattern: str) -> Shape:
    """A word written in a known way."""
    compiled = re.compile(pattern)

    def check(value: Any, where: str) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise WrongShape(where)

    return check


def one_of(*values: str) -> Shape:
    """One of these words."""

    def check(value: Any, where: str) -> None:
        if not isinstance(value, str) or value not in values:
            raise WrongShape(where)

    return check


def whole(low: int, high: int) -> Shape:
    """A whole number between two bounds; true is not a number."""

    def check(value: Any, where: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise WrongShape(where)

    return check


def optional(shape: Shape) -> Shape:
    """That, or null."""

    def check(value: Any, where: str) -> None:
        if value is not None:
            shape(value, where)

    return check


def listed(shape: Shape, *, most: int) -> Shape:
    """A list of that."""

    def check(value: Any, where: str) -> None:
        if not isinstance(value, list) or len(value) > most:
            raise WrongShape(where)
        for place, one in enumerate(value):
            shape(one, f"{where}/{place}")

    return check


def mapping(key: str, shape: Shape, *, most: int) -> Shape:
    """Names written in a known way, each with that."""
    known = matching(key)

    def check(value: Any, where: str) -> None:
        if not isinstance(value, dict) or len(value) > most:
            raise WrongShape(where)
        for name, one in value.items():
            known(name, where)
            shape(one, f"{where}/{name}")

    return check


def record(**fields: Shape) -> Shape:
    """Exactly these fields: one less or one more is refused."""

    def check(value: Any, where: str) -> None:
        if not isinstance(value, dict) or value.keys() != fields.keys():
            raise WrongShape(where)
        for name, shape in fields.items():
            shape(value[name], f"{where}/{name}")

    return check


def anything(value: Any, where: str) -> None:
    """Whatever: its owner checks it."""
