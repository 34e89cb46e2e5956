"""What next year will cost: what is planned already, else what the contract says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from billing import money
from billing.models import ContractState, OwnContract, OwnContractLine, OwnDueItem, Unit


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
        cents
        for contract in contracts
        for line in contract.lines.all()
        if line.pk not in known and (cents := _expected(contract, line, year))
    ]
    if not planned and not expected:
        return None
    return Outlook(
        year=year, cents=sum(item.cents for item in planned) + sum(expected), planned=not expected
    )


def _expected(contract: OwnContract, line: OwnContractLine, year: int) -> int:
    """What a yearly line will cost in a year for which nothing is planned yet."""
    end = last_day(contract)
    start = max(contract.starts_on, date(year, 1, 1))
    over = contract.state in (ContractState.ENDED, ContractState.TERMINATED)
    if over or line.unit != Unit.YEAR or end < start or start.year != year:
        return 0
    yearly = money.times(line.unit_cents, line.quantity)
    return money.prorated(yearly, start, min(end, date(year, 12, 31)))


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


def last_day(contract: OwnContract) -> date:
    """The day a contract ends if each renewal still possible is made."""
    if contract.state != ContractState.ACTIVE:
        return contract.ends_on
    renewals = contract.max_renewals - contract.renewals_used
    return years_later(contract.ends_on, renewals)


def years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
