"""What slices add to the pages of a person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from agora.registry import Registry


@dataclass(frozen=True)
class MyBlock:
    """A part of « Mon espace »: what this person wrote, follows or must do.

    `context(request)` returns what the template needs, or None when there is nothing to show.
    """

    template: str
    context: Callable[[HttpRequest], dict[str, Any] | None]
    weight: int = 50


my_blocks: Registry[MyBlock] = Registry("my_blocks")
