"""What may be announced."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from agora.registry import Registry


@dataclass(frozen=True)
class Kind:
    """One kind of news.

    `audience(about)` is a query of users, `title(about)` one line, `url(about)` a path, `template`
    the letter (given `about`, `title`, `url`, and what `words(about)` adds), `model` what `about`
    is ("app.Model"). What is not `optional` always goes by mail; `rhythm` is what happens while
    the person chose nothing. `thread(about)` names what a digest puts together, `letter_url(about)`
    is where a letter leads when it says already what the page says.

    One event may be several kinds of news: `also` names the others, the most telling first, each
    with what it is about. Whoever is concerned by several is told once, by the one they want
    soonest. `once`: whoever was told of this very page already is not told again.
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
    words: Callable[[Any], Mapping[str, Any]] | None = None
    thread: Callable[[Any], str] | None = None
    letter_url: Callable[[Any], str] | None = None
    also: tuple[tuple[str, Callable[[Any], Any]], ...] = ()
    once: bool = False


kinds: Registry[Kind] = Registry("notices.kinds")
