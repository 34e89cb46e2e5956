"""What the tools add to the table of residents' words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agora.registry import Registry
from participation.consultations.registries import Words

if TYPE_CHECKING:
    from participation.contributions.models import Contribution


@dataclass(frozen=True)
class Kind:
    """A sort of contribution: its name, the four letters of its references, its page.

    `counts` says whether it enters the public figure; `plural` names several of them
    (« idées »); `reply_url` is where the team answers, when the tool's answer says more than words.
    """

    label: Words
    code: str
    url: Callable[[Contribution], str]
    counts: bool = True
    plural: Words = ""
    reply_url: Callable[[Contribution], str] | None = None
    icon: str = "chat"
    weight: int = 100


@dataclass(frozen=True)
class Button:
    """A control under a contribution, drawn by `{% word_bar %}`.

    `bulk(actor, contributions)` answers {pk: words of the template or None}, in one query a list.
    """

    template: str
    bulk: Callable[[Any, Sequence[Contribution]], Mapping[int, Mapping[str, Any] | None]]
    weight: int = 100


@dataclass(frozen=True)
class Reaction:
    """When that happens to a contribution, enqueue this job: events "added", "supported".

    `kinds` narrows it ("proposal", "debate"...); empty: all of them.
    """

    event: str
    task: str
    kinds: tuple[str, ...] = ()
    weight: int = 100


kinds: Registry[Kind] = Registry("contributions.kinds")
buttons: Registry[Button] = Registry("contributions.buttons")
reactions: Registry[Reaction] = Registry("contributions.reactions")
