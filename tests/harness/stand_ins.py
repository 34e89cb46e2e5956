"""A module of everybody (`time`, `psycopg`) seen otherwise by one of ours, and by nobody else.

`monkeypatch.setattr(opening.time, "sleep", ...)` would replace the function of the whole process:
of every library's background thread too, which then runs our test's code as it pleases.
"""

from types import ModuleType
from typing import Any

import pytest


class StandIn:
    """A module with a few of its names replaced; the others are its own."""

    def __init__(self, module: ModuleType, **replaced: Any):
        vars(self).update(replaced, _module=module)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


def stand_in(monkeypatch: pytest.MonkeyPatch, module: Any, named: str, **replaced: Any) -> None:
    """Let `module` find `replaced` where it looks in the module that it calls `named`."""
    monkeypatch.setattr(module, named, StandIn(getattr(module, named), **replaced))
