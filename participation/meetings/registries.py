"""What the tools add to the sheet of a workshop: which words its post-its become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agora.registry import Registry

if TYPE_CHECKING:
    from participation.contributions.models import Contribution


@dataclass(frozen=True)
class WorkshopEntry:
    """A kind of words a post-it becomes.

    `component_kind` names the modules they go to; `write` is the tool's own action, called once
    a note with `actor, component, title, body, signature, occurred_on, sector`.
    """

    label: Any
    component_kind: str
    write: Callable[..., Contribution]
    weight: int = 100


workshop_entries: Registry[WorkshopEntry] = Registry("meetings.workshop_entries")
