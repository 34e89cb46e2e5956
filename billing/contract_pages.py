"""A contract told in time: its thread, its amounts so far and to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from billing import money, schedule
from billing.models import Contract, ContractLine, ContractState, DueItem, Unit
from billing.outlook import last_day

_RUNNING = (ContractState.ACTIVE, ContractState.NOTICE_GIVEN)


@dataclass(frozen=True)
class Step:
    """A dot of the thread."""

    on: date
    title: str
    text: str = ""
    now: bool = False


@dataclass(frozen=True)
class Coming:
    """Amounts of a year that are not planned yet, in cents excluding VAT."""

    start: date
    end: date
    cents: int
    if_renewed: bool


def thread(contract: Contract, on: date) -> list[Step]:
    """What happened and will, in order of days; one step is where we are."""
    steps = []
    if contract.signed_on:
        steps.append(Step(contract.signed_on, _("Signé"), contract.get_kind_display()))
    steps.append(Step(contract.starts_on, _("Début du service")))
    ends = _ends(contract)
    for rank, end in enumerate(ends[: contract.renewals_used], start=1):
        steps.append(Step(end + timedelta(days=1), _renewal(contract, rank)))
    if contract.notice_on:
        steps.append(Step(contract.notice_on, _("Dénoncé"), _("Il s’arrête à la fin du terme.")))
    if contract.state in _RUNNING:
        steps.append(Step(on, _("Aujourd’hui"), _left(contract, on), now=True))
    if contract.state == ContractState.ACTIVE:
        steps += _ahead(contract, on)
    else:
        steps.append(Step(contract.ends_on, _last(contract), contract.closed_note))
    return sorted(steps, key=lambda step: (step.on, step.now))


def coming(
    contract: Contract, lines: Sequence[ContractLine], items: Sequence[DueItem]
) -> list[Coming]:
    """Years to come up to the last renewal, those already planned apart."""
    if contract.state not in _RUNNING:
        return []
    last = last_day(contract)
    known = {item.period_start for item in items}
    yearly = [
        money.times(line.unit_cents, line.quantity) for line in lines if line.unit == Unit.YEAR
    ]
    return [
        Coming(
            period.start,
            period.end,
            sum(schedule.parts(yearly, period)),
            if_renewed=period.start > contract.ends_on,
        )
        for period in schedule.periods(contract.starts_on, last, to_year_end=contract.to_year_end)
        if yearly and period.start not in known
    ]


def notice_until(contract: Contract) -> date:
    """The last day to denounce the term in force."""
    return contract.ends_on - timedelta(days=contract.notice_days)


def _ends(contract: Contract) -> list[date]:
    """The last day of each term begun."""
    end = schedule.first_end(contract.starts_on, to_year_end=contract.to_year_end)
    ends = [end]
    for _renewal_used in range(contract.renewals_used):
        end = schedule.next_end(contract.starts_on, end, to_year_end=contract.to_year_end)
        ends.append(end)
    return ends


def _renewal(contract: Contract, rank: int) -> str:
    return _("Reconduction %(n)s sur %(all)s") % {"n": rank, "all": contract.max_renewals}


def _left(contract: Contract, on: date) -> str:
    left = contract.max_renewals - contract.renewals_used
    if contract.state == ContractState.NOTICE_GIVEN or not left:
        return _("Dernier terme.")
    return _("Reconductions restantes\u00a0: %(n)s.") % {"n": left}


def _ahead(contract: Contract, on: date) -> list[Step]:
    steps = []
    left = contract.max_renewals - contract.renewals_used
    if left and notice_until(contract) >= on:
        steps.append(
            Step(
                notice_until(contract),
                _("Dernier jour pour dénoncer"),
                _("Préavis de %(n)s jours.") % {"n": contract.notice_days},
            )
        )
    if left:
        day = contract.ends_on + timedelta(days=1)
        steps.append(Step(day, _renewal(contract, contract.renewals_used + 1)))
    end = last_day(contract)
    steps.append(
        Step(end, _("Fin du contrat"), _("Un nouveau devis est à préparer avant cette date."))
    )
    return steps


def _last(contract: Contract) -> str:
    return str(contract.get_state_display()) if contract.state not in _RUNNING else _("Fin")
