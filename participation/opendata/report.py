"""What an import did or would do: counts, never a name nor a text of the files."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class FileReport:
    """One file: what it holds, and what became of each of its rows."""

    name: str
    entity: str = ""
    label: str = ""
    encoding: str = ""
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    orphans: int = 0
    kept_columns: list[str] = field(default_factory=list)
    hosts: dict[str, int] = field(default_factory=dict)
    refused: str = ""


@dataclass
class Announced:
    """A figure that the former site announced, beside what its files really hold."""

    label: str
    announced: int
    found: int

    @property
    def agrees(self) -> bool:
        """Tell whether the files hold all that was announced."""
        return self.announced == self.found


@dataclass
class Report:
    """The whole import: its files, the consultations made, the reconciliation, what is missing."""

    files: list[FileReport] = field(default_factory=list)
    consultations: list[dict[str, Any]] = field(default_factory=list)
    stubs: dict[str, int] = field(default_factory=dict)
    filled_stubs: int = 0
    announced: list[Announced] = field(default_factory=list)
    undated: int = 0

    @property
    def new(self) -> int:
        """How many rows the city did not have."""
        return sum(f.new for f in self.files)

    @property
    def changed(self) -> int:
        """How many rows the city had, in another wording."""
        return sum(f.changed for f in self.files)

    @property
    def refused(self) -> list[FileReport]:
        """The files that could not be read."""
        return [f for f in self.files if f.refused]

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON values, with its totals."""
        return {**asdict(self), "new": self.new, "changed": self.changed}
