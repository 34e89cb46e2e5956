"""The accessibility statement, computed from one audit file (`rgaa.json`).

Law n° 2005-102, article 47, and the RGAA: a service is wholly, partly (half of the criteria that
apply, or more) or not compliant; without an audit of less than three years it is not compliant.
"""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

AUDIT_FILE = Path(__file__).parent / "rgaa.json"
VALID_YEARS = 3


class Status(StrEnum):
    """What the audit found for one criterion."""

    MET = "met"
    FAILED = "failed"
    EXEMPT = "exempt"  # disproportionate burden, argued in `evidence`
    NOT_APPLICABLE = "not_applicable"
    UNTESTED = "untested"


class Level(StrEnum):
    """What the law calls the result."""

    TOTAL = "total"
    PARTIAL = "partial"
    NONE = "none"


LEVEL_LABELS = {
    Level.TOTAL: _("totalement conforme"),
    Level.PARTIAL: _("partiellement conforme"),
    Level.NONE: _("non conforme"),
}
FOOTER_LABELS = {
    Level.TOTAL: _("Accessibilité\u00a0: totalement conforme"),
    Level.PARTIAL: _("Accessibilité\u00a0: partiellement conforme"),
    Level.NONE: _("Accessibilité\u00a0: non conforme"),
}


@dataclass(frozen=True)
class Criterion:
    """One of the 106 criteria."""

    number: str
    topic: str
    status: Status
    evidence: str


@dataclass(frozen=True)
class Statement:
    """What the page says."""

    standard: str
    product_version: str
    audited_on: date | None
    auditor: str
    sample: tuple[str, ...]
    tools: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    today: date

    @property
    def valid(self) -> bool:
        """An audit counts when every criterion was looked at, less than three years ago."""
        if self.audited_on is None or self.audited_on > self.today:
            return False
        limit = self.audited_on.replace(
            year=self.audited_on.year + VALID_YEARS, day=min(self.audited_on.day, 28)
        )
        return self.today <= limit and not self.having(Status.UNTESTED)

    @property
    def rate(self) -> int | None:
        """Share of the criteria that apply and are met, in percent."""
        met, failed = len(self.having(Status.MET)), len(self.having(Status.FAILED))
        return met * 100 // (met + failed) if self.valid and met + failed else None

    @property
    def level(self) -> Level:
        """The word of the law."""
        if self.rate is None or self.rate < 50:
            return Level.NONE
        return Level.PARTIAL if self.failures or self.exemptions else Level.TOTAL

    @property
    def label(self) -> Any:
        """The same in French."""
        return LEVEL_LABELS[self.level]

    @property
    def failures(self) -> list[Criterion]:
        """What does not comply."""
        return self.having(Status.FAILED)

    @property
    def exemptions(self) -> list[Criterion]:
        """What would cost too much, with the reason."""
        return self.having(Status.EXEMPT)

    def having(self, status: Status) -> list[Criterion]:
        """Criteria in one status."""
        return [criterion for criterion in self.criteria if criterion.status == status]


def statement(*, on: date, file: Path = AUDIT_FILE) -> Statement:
    """Return the statement as of a day."""
    audit = _read(file)
    audited_on = audit["audited_on"]
    return Statement(
        standard=audit["standard"],
        product_version=audit["product_version"],
        audited_on=date.fromisoformat(audited_on) if audited_on else None,
        auditor=audit["auditor"],
        sample=tuple(audit["sample"]),
        tools=tuple(audit["tools"]),
        criteria=tuple(
            Criterion(number, topic["title"], Status(found["status"]), found["evidence"])
            for topic in audit["topics"].values()
            for number, found in topic["criteria"].items()
        ),
        today=on,
    )


@cache
def _read(file: Path) -> dict[str, Any]:
    """The file belongs to the product, the same for every city."""
    audit: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return audit
