"""What higher storeys add to the provider's side: opening steps, features, views cities read."""

from collections.abc import Callable, Mapping
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


@dataclass(frozen=True)
class Disclosed:
    """One value a city may let out: registered by the slice that can compute it.

    `level` is "never" (the default), "aggregate" (numbers, small cells hidden) or "named" (by
    consent). `text` is the sentence somebody agrees to, `text_version` its version: changed words
    need a new yes. `compute(subject)` runs in the city; it returns a number, or `{cell: number}`
    of which the sum is the total ("aggregate"), or any JSON ("named"), or None: nothing to give.
    `unit` is "", "€", "jours"… `counts_people` is false for what tells of nobody however small it
    is (days, euros, meetings): nothing of it is hidden.
    """

    label: Any
    text: Any
    purpose: Any
    compute: Callable[[Any], Any]
    level: str = "never"
    text_version: str = "2026-11"
    unit: Any = ""
    counts_people: bool = True
    weight: int = 100


disclosures: Registry[Disclosed] = Registry("disclosures")
"""Keys are `card.<name>` (the city's card) and `figures.<name>` (of one consultation)."""

subjects: Registry[Callable[[str], Any]] = Registry("subjects")
"""How the city finds what a `subject_ref` names, or None: "consultation" by its reference."""


@dataclass(frozen=True)
class CardFact:
    """A fact of the city's card that a slice knows: `found()` lists it, in the city one is in.

    "modules" gives kinds of tools in use, whose words `labels()` gives anywhere; "programmes"
    gives titles of what is open to the public today.
    """

    found: Callable[[], list[str]]
    labels: Callable[[], Mapping[str, Any]] = dict
    weight: int = 100


card_facts: Registry[CardFact] = Registry("card_facts")


def module_labels() -> dict[str, str]:
    """The words of each kind of tool, in the order of their weight; read in any house."""
    fact = card_facts.get("modules", None)
    return {kind: str(label) for kind, label in fact.labels().items()} if fact else {}


@dataclass(frozen=True)
class SharedPages:
    """Where the city looks after something it published: row -> path.

    `page` is read, `withdraw` is posted to; it says what it did and how to undo it.
    """

    page: Callable[[Any], str]
    withdraw: Callable[[Any], str]


shared_pages: Registry[SharedPages] = Registry("shared_pages")
"""For "sheet" (`OwnSheet`) and "blueprint" (`OwnBlueprint`)."""


@dataclass(frozen=True)
class Finding:
    """What taking up a part would do here: "created", "adapted" or "missing", in words."""

    state: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class Part:
    """A slice's part of a blueprint; `data` is plain JSON of allow-listed fields alone.

    `export(subject, ticked)` -> data or None (nothing to give); `ticked` are uids of files one
    chose to give, read by `files`. `check(data)` -> [Finding] in the city that would take it;
    raises `ValueError` in words on data that is not of its shape. `load(actor, subject, data,
    shift, files)` writes into the new draft; `shift(days)` -> the date so many days after its
    first, `files` maps a uid of the data to its bytes. `texts(data)` yields every human text with
    its label, for the preview and the scan.
    """

    label: Any
    export: Callable[..., Any]
    check: Callable[..., list[Finding]]
    load: Callable[..., None]
    texts: Callable[..., Any]
    weight: int = 100


parts: Registry[Part] = Registry("blueprint_parts")
