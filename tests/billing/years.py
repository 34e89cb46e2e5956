"""Towns that live for years by the virtual clock, and what their books must say, worked out apart.

`World` acts through the actions and jobs of billing, as people and the daily job do. `Town` is the
other side: from its own few figures it says what should have been invoiced, without reading a row.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from agora.rules import SYSTEM
from billing import clock, planning, tasks
from billing.actions.contracts import give_notice
from billing.actions.deliveries import Status, note_delivery
from billing.actions.drafts import draft_credit_note, draft_invoice
from billing.actions.issue import issue_invoice
from billing.actions.plan import give_reference
from billing.actions.receipts import allocate, type_receipt, undo_allocation
from billing.matching import Money, Owed, proposals
from billing.models import Allocation, Chorus, Contract, DueItem, DueState, Invoice
from billing.queries import books, invoices, receipts
from tests.factories.billing import make_account, make_biller, make_contract, make_line

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
DELIVERIES = ("plain", "recycled", "suspended", "rejected")
PAYERS = ("prompt", "late", "parts", "mistaken", "never")


def ticks() -> Iterator[date]:
    """The days on which something is done: twice a month, and the days that trip calendars."""
    for year in range(FIRST.year, LAST.year + 1):
        for month in range(1, 13):
            yield date(year, month, 1)
            yield date(year, month, 15)
            if (year, month) == (2028, 2):
                yield date(2028, 2, 29)
            if month == 12:
                yield date(year, 12, 31)


def half_up(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass
class Town:
    """A payer: its figures, and what they make due."""

    number: int
    starts_on: date
    to_year_end: bool
    yearly: tuple[int, int]
    setup: int
    renewals: int
    leaves_after: int | None
    engagement: bool
    overseas: bool
    delivery: str
    payer: str
    credited_ht: list[int] = field(default_factory=list)
    account: Any = None
    contract: Any = None

    @classmethod
    def drawn(cls, number: int, random: Random) -> "Town":
        """A town of its own kind; the first ones are the days that trip calendars."""
        starts_on = FIRST + timedelta(days=random.randrange(0, 500))
        tripping = {0: FIRST, 1: date(2028, 2, 29), 2: date(2028, 2, 29), 3: date(2026, 12, 31)}
        return cls(
            number=number,
            starts_on=tripping.get(number, starts_on),
            to_year_end=number % 3 != 2,
            yearly=(random.randrange(1_000_00, 15_000_00), random.randrange(99_99, 5_000_00)),
            setup=random.choice([0, 1_500_00]),
            renewals=random.choice([0, 1, 3, 3]),
            leaves_after=random.choice([None, None, None, 0, 1]),
            engagement=bool(number % 4 == 1),
            overseas=bool(number % 7 == 5),
            delivery=DELIVERIES[number % len(DELIVERIES)],
            payer=PAYERS[number % len(PAYERS)],
        )

    @property
    def rate(self) -> Decimal:
        return Decimal("8.5") if self.overseas else Decimal(20)

    def years(self) -> Iterator[tuple[date, date, date, date]]:
        """Each term served: its first and last day, and the year its price is said for."""
        terms = 1 + (self.renewals if self.leaves_after is None else self._kept())
        start = self.starts_on
        for rank in range(terms):
            if self.to_year_end:
                whole = date(start.year, 1, 1), date(start.year, 12, 31)
            else:
                whole = self._anniversary(rank), self._anniversary(rank + 1) - timedelta(days=1)
            yield start, whole[1], *whole
            start = whole[1] + timedelta(days=1)

    def _kept(self) -> int:
        return min(self.renewals, self.leaves_after or 0)

    def _anniversary(self, years: int) -> date:
        wanted = self.starts_on.year + years
        leap = wanted % 4 == 0
        if (self.starts_on.month, self.starts_on.day) == (2, 29) and not leap:
            return date(wanted, 3, 1)
        return date(wanted, self.starts_on.month, self.starts_on.day)

    def due_ht(self, until: date) -> dict[date, int]:
        """Cents excluding VAT by first day of a term, of those that begin within 30 days."""
        found = {}
        for start, end, year_start, year_end in self.years():
            if start - timedelta(days=30) > until:
                break
            days, of = (end - start).days + 1, (year_end - year_start).days + 1
            found[start] = half_up(Decimal(sum(self.yearly)) * days / of)
        if found:
            found[self.starts_on] += self.setup
        return found

    def in_force(self, on: date) -> bool:
        last = [end for _start, end, _from, _to in self.years()][-1]
        return self.starts_on <= on <= last

    def vat(self, ht: int) -> int:
        return half_up(ht * self.rate / 100)


class World:
    """The provider's people and the daily job, over years."""

    def __init__(self, count: int, seed: int) -> None:
        self.random = Random(seed)
        self.towns = [Town.drawn(number, self.random) for number in range(count)]
        self.actor = make_biller("provider_billing_approver")
        self.by_account: dict[int, Town] = {}
        self.arr_seen: list[tuple[date, int]] = []
        self.waits: dict[int, int] = {}
        self.owed: list[Owed] = []
        for town in self.towns:
            self._settle(town)

    def _settle(self, town: Town) -> None:
        town.account = make_account(
            name=f"Commune de Bourg{town.number}",
            engagement_required=town.engagement,
            territory="reunion" if town.overseas else "metropole",
            postcode="97400" if town.overseas else "92000",
        )
        first_end = next(town.years())[1]
        town.contract = make_contract(
            town.account,
            starts_on=town.starts_on,
            ends_on=first_end,
            to_year_end=town.to_year_end,
            max_renewals=town.renewals,
            notice_days=60,
        )
        for cents in town.yearly:
            make_line(town.contract, unit_cents=cents)
        if town.setup:
            make_line(town.contract, kind=1, unit="once", unit_cents=town.setup)
        self.by_account[town.account.pk] = town

    def live(self) -> None:
        """All the days, in order."""
        for on in ticks():
            with clock.at(on):
                self._day(on)

    def _day(self, on: date) -> None:
        if on.day != 15 or on.month == 12:
            planning.plan(on)
        self._leave(on)
        self._answer(on)
        self._issue()
        self._deposit(on)
        self._receive(on)
        tasks.open_dunning()
        self.arr_seen.append((on, books.arr(on)))

    def _leave(self, on: date) -> None:
        """Notice is given during the last term that is kept."""
        leaving = [town for town in self.towns if town.leaves_after is not None]
        found = Contract.objects.in_bulk([town.contract.pk for town in leaving])
        for town in leaving:
            contract = found[town.contract.pk]
            if (
                contract.state == "active"
                and contract.renewals_used == town._kept()
                and on <= contract.ends_on - timedelta(days=60)
            ):
                give_notice(actor=self.actor, contract=contract, on=on)

    def _answer(self, on: date) -> None:
        """Each town that is asked gives its engagement, two weeks later; all do before the end."""
        for item in DueItem.objects.filter(state=DueState.AWAITING_REF):
            seen = self.waits[item.pk] = self.waits.get(item.pk, 0) + 1
            if seen > 1 or on == LAST:
                number = f"ENG{item.account_id}-{item.period_start.year}"
                give_reference(actor=self.actor, item=item, engagement=number)

    def _issue(self) -> None:
        for items in invoices.batches(invoices.ready_items()):
            draft = draft_invoice(actor=self.actor, items=items)
            issue_invoice(actor=SYSTEM, invoice=draft)

    def _credit(self, invoice: Invoice, parts: dict[int, int] | None = None) -> None:
        draft = draft_credit_note(
            actor=self.actor, invoice=invoice, reason="Geste ou rejet", parts=parts
        )
        credit = issue_invoice(actor=SYSTEM, invoice=draft)
        if parts:
            self.by_account[invoice.account_id].credited_ht.append(credit.ht_cents)

    def _note(self, invoice: Invoice, code: str, **fields: Any) -> None:
        status = Status(code, clock.now(), **fields)
        note_delivery(actor=self.actor, invoice=invoice, status=status)

    def _deposit(self, on: date) -> None:
        for one in books.to_deposit():
            town, invoice = self.by_account[one.invoice.account_id], one.invoice
            first = not one.delivery.status
            again = Invoice.objects.filter(account=invoice.account, kind=381).exists()
            if invoice.is_credit_note:
                self._note(invoice, Chorus.DEPOSEE)
            elif first:
                self._note(invoice, Chorus.DEPOSEE)
                if town.delivery == "recycled":
                    self._note(invoice, Chorus.A_RECYCLER, note="Service inconnu")
                elif town.delivery == "suspended":
                    self._note(invoice, Chorus.SUSPENDUE, note="Pièce absente")
                elif town.delivery == "rejected" and not again:
                    self._note(invoice, Chorus.REJETEE, note="Marché inconnu")
                    self._credit(invoice)
                else:
                    self._note(invoice, Chorus.MISE_A_DISPOSITION)
            elif one.delivery.status == Chorus.A_RECYCLER:
                self._note(invoice, Chorus.DEPOSEE, service_code="FACT")
            elif one.delivery.status == Chorus.SUSPENDUE:
                self._note(invoice, Chorus.COMPLETEE)

    def _receive(self, on: date) -> None:
        found = books.open_entries()
        self.owed = [
            Owed(one.invoice.pk, one.invoice.number, one.invoice.account.name, one.balance.due)
            for one in found
        ]
        for one in found:
            town, age = self.by_account[one.invoice.account_id], one.delivery.age(on)
            if age is None or one.delivery.turn == "provider":
                continue
            due = one.balance.due
            if town.payer == "prompt" and age >= 14:
                self._pay(on, one.invoice, due)
            elif town.payer == "late" and age >= 75:
                self._pay(on, one.invoice, due + 7_00)
            elif town.payer == "parts" and age >= 14:
                self._pay(on, one.invoice, max(1, due // 2) if one.balance.paid == 0 else due)
            elif town.payer == "mistaken" and age >= 28:
                self._pay(on, one.invoice, due)
                if one.balance.received == 0:
                    part = Allocation.objects.latest("pk")
                    undo_allocation(actor=self.actor, allocation=part)
            if town.payer == "parts" and not town.credited_ht:
                line = one.invoice.lines.first()
                self._credit(one.invoice, {line.pk: max(1, line.net_cents // 10)})

    def _pay(self, on: date, invoice: Invoice, cents: int) -> None:
        """A transfer comes; what billing proposes is what a person confirms."""
        rank = receipts.receipts().count()
        receipt = type_receipt(
            actor=self.actor,
            received_on=on,
            cents=cents,
            reference=f"VIR {rank} FACT {invoice.number}",
            payer=f"SGC {invoice.account.name}".upper(),
        )
        parts = proposals(Money(cents, receipt.wording, receipt.payer), self.owed)
        assert [part.key for part in parts] == [invoice.pk]
        allocate(actor=self.actor, receipt=receipt, parts=[(invoice, parts[0].cents)])
