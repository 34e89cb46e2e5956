"""What may be announced."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agora.registry import Registry


@dataclass(frozen=True)
class Kind:
    """One kind of news.

    `audience(about)` is a query of users, `title(about)` one line, `url(about)` a path, `template`
    the letter (given `about`, `title`, `url`), `model` what `about` is ("app.Model"). What is not
    `optional` always goes by mail; `rhythm` is what happens while the person chose nothing.
    """

    label: Any
    audience: Callable[[Any], Any]
    title: Callable[[Any], Any]
    template: str
    url: Callable[[Any], str]
    model: str
    optional: bool = True
    rhythm: str = "now"
    bulk: bool = False
    weight: int = 100


kinds: Registry[Kind] = Registry("notices.kinds")
