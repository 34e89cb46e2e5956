"""The ledger survives: hints lost, doubled, shuffled, consumers killed; it still says the truth.

A history writes down what truly happened, op by op. Meanwhile hints of it reach a consumer, or do
not; at the end one last look is taken, as each hour does. Then plain SQL, which knows nothing of
ours, draws every sum from the ops and from the rows of the ledger, and holds them together.
"""

import json
import os
import random
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

import pytest
from django.db import connection, transaction

from billing import clock, fec, ledger, mirror
from billing.balance import balance
from billing.models import FactKind, Invoice, InvoiceKind, LedgerFact, Source
from billing.queries import exports
from billing.rail import Payment, Refund
from tests.factories.billing import issued, make_account

pytestmark = pytest.mark.django_db
FULL = os.environ.get("AGORA_FUZZ") == "full"
SEED = int(os.environ.get("AGORA_FUZZ_SEED", "20261120"))
HISTORIES, OVER_HTTP, LONGEST = (950, 50, 200) if FULL else (95, 5, 40)
START = date(2026, 2, 2)

TRUTH = """
WITH op AS (
    SELECT * FROM jsonb_to_recordset(%s::jsonb)
        AS op(invoice bigint, seq int, kind text, thing text, parent text, cents bigint, here bool)
), last AS (
    SELECT DISTINCT ON (invoice, thing) * FROM op ORDER BY invoice, thing, seq DESC
), truth AS (
    SELECT one.invoice,
           COALESCE(SUM(one.cents) FILTER (WHERE one.kind = 'invoice'), 0) AS owed,
           COALESCE(SUM(one.cents) FILTER (WHERE one.kind = 'credit'), 0) AS credited,
           COALESCE(SUM(one.cents) FILTER (WHERE one.kind IN ('pay', 'bank') AND one.here), 0)
             - COALESCE(SUM(one.cents) FILTER (
                   WHERE one.kind = 'refund' AND one.here AND parent.here), 0) AS paid
      FROM last one LEFT JOIN last parent
        ON parent.invoice = one.invoice AND parent.thing = one.parent
     GROUP BY one.invoice
), book AS (
    SELECT invoice_id AS invoice,
           COALESCE(SUM(cents) FILTER (WHERE kind = 'invoice'), 0) AS owed,
           COALESCE(SUM(cents) FILTER (WHERE kind = 'credit'), 0) AS credited,
           COALESCE(SUM(cents) FILTER (WHERE kind = 'payment'), 0)
             - COALESCE(SUM(cents) FILTER (WHERE kind = 'reversal'), 0) AS paid
      FROM billing_ledgerfact WHERE invoice_id = ANY(%s) GROUP BY invoice_id
)
SELECT truth.invoice, truth.owed - truth.credited - truth.paid AS due,
       CASE WHEN truth.owed - truth.credited - truth.paid < 0 THEN 'overpaid'
            WHEN truth.owed - truth.credited - truth.paid = 0
                 THEN CASE WHEN truth.paid > 0 THEN 'paid' ELSE 'credited' END
            WHEN truth.paid > 0 THEN 'part_paid' ELSE 'unpaid' END AS state,
       (truth.owed, truth.credited, truth.paid) IS NOT DISTINCT FROM
       (book.owed, book.credited, book.paid) AS same
  FROM truth LEFT JOIN book USING (invoice)
"""
GAPS = """
SELECT journal, year FROM billing_ledgerfact GROUP BY journal, year
HAVING COUNT(*) <> MAX(entry_no) OR MIN(entry_no) <> 1
"""


class Killed(Exception):
    """The consumer died here."""


class Deadly(list):
    """A list that kills who reads it, after so many items."""

    def __init__(self, items, breath):
        super().__init__(items)
        self.breath = breath

    def __iter__(self):
        for item in super().__iter__():
            if self.breath[0] <= 0:
                raise Killed
            self.breath[0] -= 1
            yield item
        if self.breath[0] <= 0:
            raise Killed


@dataclass
class History:
    """What truly happened to one invoice, and what is there now."""

    invoice: Invoice
    chance: random.Random
    names: count
    ops: list = field(default_factory=list)
    things: dict = field(default_factory=dict)

    def happen(self, kind, thing, cents, *, here=True, parent=""):
        told = {"invoice": self.invoice.pk, "seq": len(self.ops), "kind": kind, "thing": thing}
        self.ops.append(told | {"parent": parent, "cents": cents, "here": here})
        self.things[thing] = self.ops[-1]

    def present(self, kind):
        return [one for one in self.things.values() if one["kind"] == kind and one["here"]]

    def at_stripe(self):
        """What Stripe answers now: payments there are, and the refunds of those."""
        paid = self.present("pay")
        there = {one["thing"] for one in paid}
        given = [one for one in self.present("refund") if one["parent"] in there]
        on = START + timedelta(days=len(self.ops))
        return (
            [Payment(one["thing"], one["cents"], on, f"pi_{one['thing']}", "") for one in paid],
            [Refund(one["thing"], one["cents"], on) for one in given],
        )


def step(history):
    """One more thing happens; tell whether Stripe has something to say of it."""
    chance, name = history.chance, f"{next(history.names)}"
    verb = chance.choice(
        ["pay", "pay", "pay", "refund", "cancel", "fail", "bank", "bank", "credit"]
    )
    cents = chance.randrange(1, 400_000)
    paid, given = history.present("pay"), history.present("refund")
    if verb == "pay":
        history.happen("pay", f"inpay_{name}", cents)
    elif verb == "refund" and paid:
        parent = chance.choice(paid)
        history.happen("refund", f"re_{name}", min(cents, parent["cents"]), parent=parent["thing"])
    elif verb == "cancel" and history.things:
        turn(history, chance.choice(list(history.things.values())), "pay")
    elif verb == "fail" and given:
        turn(history, chance.choice(given), "refund")
    elif verb == "bank":
        banked(history, name, cents)
        return False
    elif verb == "credit" and sum(one["kind"] == "credit" for one in history.ops) < 3:
        credit(history, cents)
        return False
    return True


def turn(history, one, kind):
    """What was there is gone, or what was gone is back."""
    if one["kind"] == kind:
        facts = {"here": not one["here"], "parent": one["parent"]}
        history.happen(kind, one["thing"], one["cents"], **facts)


def banked(history, name, cents):
    """Money on our own account, half of the time taken back from the invoice."""
    source = f"bank_{name}"
    for here in [True, False][: history.chance.choice([1, 2])]:
        kind = FactKind.PAYMENT if here else FactKind.REVERSAL
        told = source if here else f"undo:{source}"
        fact = ledger.Fact(kind, history.invoice, cents, Source.BANK, told, START)
        for _ in range(history.chance.choice([1, 1, 2])):
            with transaction.atomic():
                ledger.note(fact)
        history.happen("bank", source, cents, here=here)


def credit(history, cents):
    with transaction.atomic():
        made = issued(
            history.invoice.account,
            kind=InvoiceKind.CREDIT_NOTE,
            corrects=history.invoice,
            ht_cents=cents,
            on=START,
        )
    history.happen("credit", str(made.uid), made.ttc_cents)


def consume(history, seen):
    """Look at Stripe, and die now and then in the middle of it."""
    payments, refunds = seen
    if history.chance.random() < 0.2:
        breath = [history.chance.randrange(2 * (len(payments) + len(refunds)) + 2)]
        payments, refunds = Deadly(payments, breath), Deadly(refunds, breath)
    with clock.at(START + timedelta(days=len(history.ops))):
        mirror.reconcile(history.invoice, payments, refunds)


def live(history, events):
    """Let a history happen while its hints are lost, doubled, shuffled, read too late."""
    chance, waiting = history.chance, []
    for _ in range(events):
        if step(history):
            hints = [] if chance.random() < 0.3 else [None]
            hints += hints if chance.random() < 0.3 else []
            # Some looked at Stripe long before they write: what they saw is old by then.
            waiting += [history.at_stripe() if chance.random() < 0.05 else one for one in hints]
        chance.shuffle(waiting)
        while waiting and chance.random() < 0.5:
            seen = waiting.pop()
            try:
                consume(history, seen or history.at_stripe())
            except Killed:
                waiting += [None] if chance.random() < 0.5 else []
    mirror.reconcile(history.invoice, *history.at_stripe())


def begun(account, chance, names):
    with transaction.atomic():
        invoice = issued(account, ht_cents=chance.randrange(1, 2_000_000), on=START)
    history = History(invoice, chance, names)
    history.happen("invoice", str(invoice.uid), invoice.ttc_cents)
    return history


def held_together(histories):
    """What SQL says of each history; the ledger's own words must be the same."""
    ops = [one for history in histories for one in history.ops]
    numbers = [history.invoice.pk for history in histories]
    with connection.cursor() as cursor:
        cursor.execute(TRUTH, [json.dumps(ops), numbers])
        truth = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(GAPS)
        assert cursor.fetchall() == []
    wrong = []
    for history in histories:
        sums = balance(history.invoice.facts.all())
        if truth[history.invoice.pk] != (sums.due, sums.state, True):
            wrong.append((history.invoice.number, truth[history.invoice.pk], sums))
    return wrong


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_thousand_histories_end_on_the_truth(books, figure):
    chance, names = random.Random(SEED), count()
    account = make_account(city=books["villeneuve"])
    began, histories = time.monotonic(), []
    for _ in range(HISTORIES):
        history = begun(account, random.Random(chance.random()), names)
        # Most are short, some go all the way.
        live(history, min(chance.randrange(1, LONGEST + 1) for _ in range(2)))
        histories.append(history)

    wrong = held_together(histories)

    took = time.monotonic() - began
    told = sum(len(one.ops) for one in histories)
    figure(
        "histories true to the cent",
        len(histories) - len(wrong),
        f"of {HISTORIES}",
        "all",
        ok=not wrong,
    )
    figure("seconds for their ops", round(took, 1), f"s, {told} ops", "<= 900", ok=took < 900)
    assert wrong == []
    held_in_the_file(histories)


def held_in_the_file(histories):
    """The file of entries says the same sum, and each of its pieces is balanced."""
    years = sorted(set(LedgerFact.objects.values_list("year", flat=True)))
    files = [fec.write(exports.fec_facts(until=year), year=year) for year in years]
    lines = [line for file in files for line in file.decode(fec.ENCODING).splitlines()[1:]]
    accounts, pieces = {}, {}
    for line in lines:
        cells = line.split("\t")
        moved = int(cells[11].replace(",", "")) - int(cells[12].replace(",", ""))
        for sums, name in ((accounts, cells[4]), (pieces, (cells[0], cells[3][:4], cells[2]))):
            sums[name] = sums.get(name, 0) + moved
    ops = json.dumps([one for history in histories for one in history.ops])
    with connection.cursor() as cursor:
        cursor.execute(TRUTH, [ops, [history.invoice.pk for history in histories]])
        due = sum(row[1] for row in cursor.fetchall())
    assert set(pieces.values()) == {0}
    assert accounts["411000"] == due
    assert len(pieces) == LedgerFact.objects.count()


def test_the_recomputation_finds_one_cent_and_one_lost_fact(books):
    account = make_account(city=books["villeneuve"])
    history = begun(account, random.Random(3), count())
    history.happen("pay", "inpay_1", 500)
    mirror.reconcile(history.invoice, *history.at_stripe())
    assert held_together([history]) == []

    history.things["inpay_1"]["cents"] = 501
    assert len(held_together([history])) == 1
    history.things["inpay_1"]["cents"] = 500
    history.happen("pay", "inpay_2", 1)
    assert len(held_together([history])) == 1
