"""What higher storeys add to the provider's side: opening steps, features, views cities read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agora.registry import Registry

if TYPE_CHECKING:
    from tenants.models import City, SetupRun

StepRun = Callable[["City", "SetupRun"], dict[str, Any] | None]


@dataclass(frozen=True)
class SetupStep:
    """One idempotent step of opening a city.

    `run` may be called again after a kill: it looks before it does. `after` names the step it
    follows; `undo` takes it back while the city is not open yet.
    """

    label: Any
    run: StepRun
    undo: StepRun | None = None
    after: str = ""
    weight: int = 100


@dataclass(frozen=True)
class Feature:
    """Something the provider switches on or off for one city."""

    label: Any
    default: bool = True
    weight: int = 100


setup_steps: Registry[SetupStep] = Registry("setup_steps")
features: Registry[Feature] = Registry("features")
open_views: Registry[str] = Registry("open_views")
"""Views of public that a city's role may read: they know the caller. Each says what it shows."""


def ordered_steps() -> list[tuple[str, SetupStep]]:
    """Steps in the order they run: lightest first, each one after the step it names."""
    waiting = dict(setup_steps.items())
    order: list[tuple[str, SetupStep]] = []
    done: set[str] = set()
    while waiting:
        ready = [key for key, step in waiting.items() if not step.after or step.after in done]
        if not ready:
            raise LookupError(f"setup steps follow unknown steps: {sorted(waiting)}")
        key = min(ready, key=lambda name: (waiting[name].weight, name))
        order.append((key, waiting.pop(key)))
        done.add(key)
    return order
