"""What next year will cost: what is planned already, else what the contract says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from billing import money, schedule
from billing.models import Contract, ContractState, OwnContract, OwnDueItem, Unit


@dataclass(frozen=True)
class Outlook:
    """An amount in cents excluding VAT for a calendar year; `planned` once all of it is."""

    year: int
    cents: int
    planned: bool


def outlook(
    contracts: Iterable[OwnContract], items: Iterable[OwnDueItem], *, year: int
) -> Outlook | None:
    """Add up a year, line by line; None if no contract reaches it and nothing is planned."""
    planned = [item for item in items if item.period_start.year == year]
    known = {item.line_id for item in planned}
    expected = [
        part.cents
        for contract in contracts
        for part in _parts(contract, until=date(year, 12, 31))
        if part.start.year == year and part.key not in known
    ]
    if not planned and not expected:
        return None
    return Outlook(
        year=year, cents=sum(item.cents for item in planned) + sum(expected), planned=not expected
    )


def _parts(contract: OwnContract, *, until: date) -> list[schedule.Planned]:
    """What the daily plan will make of a contract if each renewal left is used."""
    if contract.state in (ContractState.ENDED, ContractState.TERMINATED):
        return []
    lines = [
        schedule.Priced(
            line.pk, money.times(line.unit_cents, line.quantity), yearly=line.unit == Unit.YEAR
        )
        for line in contract.lines.all()
    ]
    return schedule.planned(
        lines,
        contract.starts_on,
        last_day(contract),
        to_year_end=contract.to_year_end,
        until=until,
    )


@dataclass(frozen=True)
class Terms:
    """The days that count in a contract; `notice_by` is None once it cannot be given any more."""

    renewals_left: int
    last_day: date
    notice_by: date | None


def terms(contract: OwnContract) -> Terms:
    """Read when a contract may end: a notice given by that day stops its next renewal."""
    left = contract.max_renewals - contract.renewals_used
    running = contract.state == ContractState.ACTIVE
    return Terms(
        renewals_left=left if running else 0,
        last_day=last_day(contract),
        notice_by=contract.ends_on - timedelta(days=contract.notice_days)
        if running and left
        else None,
    )


def last_day(contract: Contract | OwnContract) -> date:
    """The day a contract ends if each renewal still possible is made; none once denounced."""
    active = contract.state == ContractState.ACTIVE
    return schedule.last_end(
        contract.starts_on,
        contract.ends_on,
        contract.max_renewals - contract.renewals_used if active else 0,
        to_year_end=contract.to_year_end,
    )
