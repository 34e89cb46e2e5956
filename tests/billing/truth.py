"""What books must say, in plain SQL over documents and allocations, never over the facts."""

from collections import defaultdict

from django.db import connection

from billing import fec
from billing.models import Chorus, Contract, DeliveryEvent, DunningStep
from billing.queries import books as reads
from billing.queries import exports
from tests.billing.years import LAST


def sql(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def check(world):
    """All that must be true of a world that has lived."""
    check_amounts(world)
    check_revenue(world)
    check_balances()
    check_accounts()
    check_life(world)


def check_amounts(world):
    """What each town was invoiced, net of credit notes, is what its few figures make due."""
    net = {
        account: (ht, vat)
        for account, ht, vat in sql(
            """SELECT account_id,
                      sum(CASE kind WHEN 380 THEN ht_cents ELSE -ht_cents END),
                      sum(CASE kind WHEN 380 THEN vat_cents ELSE -vat_cents END)
               FROM billing_invoice WHERE state = 'issued' GROUP BY account_id"""
        )
    }
    for town in world.towns:
        due = town.due_ht(LAST)
        ht = sum(due.values()) - sum(town.credited_ht)
        vat = sum(map(town.vat, due.values())) - sum(map(town.vat, town.credited_ht))
        assert net.get(town.account.pk, (0, 0)) == (ht, vat), town


def check_revenue(world):
    """The yearly revenue, each day it was looked at, is that of the towns then in force."""
    for on, seen in world.arr_seen:
        assert seen == sum(sum(town.yearly) for town in world.towns if town.in_force(on)), on


def check_balances():
    """Every balance is what documents and allocations say, without the facts."""
    due = dict(
        sql(
            """SELECT i.id, i.ttc_cents
                 - (SELECT coalesce(sum(c.ttc_cents), 0) FROM billing_invoice c
                    WHERE c.corrects_id = i.id AND c.state = 'issued')
                 - (SELECT coalesce(sum(a.cents), 0) FROM billing_allocation a
                    WHERE a.invoice_id = i.id AND a.undone_id IS NULL)
               FROM billing_invoice i WHERE i.state = 'issued' AND i.kind = 380"""
        )
    )
    found = reads.entries(reads.documents().filter(kind=380))
    assert {one.invoice.pk: one.balance.due for one in found} == due
    aged = reads.aged_balance(LAST)
    assert sum(one.cents for one in aged) == sum(cents for cents in due.values() if cents > 0)
    [[given, received]] = sql(
        """SELECT (SELECT coalesce(sum(cents), 0) FROM billing_allocation WHERE undone_id IS NULL),
                  (SELECT sum(cents) FROM billing_bankreceipt)"""
    )
    left = sum(one.left for one in exports.receipts.receipts())
    assert received - given == left > 0


def check_accounts():
    """The accounting file of each year is what documents and receipts make of it."""
    wanted = defaultdict(int)
    for year, kind, ht, vat, ttc in sql(
        """SELECT extract(year FROM issued_on)::int, kind, sum(ht_cents), sum(vat_cents),
                  sum(ttc_cents) FROM billing_invoice WHERE state = 'issued' GROUP BY 1, 2"""
    ):
        sign = 1 if kind == 380 else -1
        wanted[year, "411000"] += sign * ttc
        wanted[year, "706000"] -= sign * ht
        wanted[year, "445710"] -= sign * vat
    for year, cents in sql(
        """SELECT extract(year FROM r.received_on)::int, sum(a.cents)
           FROM billing_allocation a JOIN billing_bankreceipt r ON r.id = a.receipt_id GROUP BY 1
           UNION ALL
           SELECT extract(year FROM f.effective_on)::int, -sum(a.cents)
           FROM billing_allocation a JOIN billing_ledgerfact f ON f.id = a.undone_id GROUP BY 1"""
    ):
        wanted[year, "512000"] += cents
        wanted[year, "411000"] -= cents
    found = defaultdict(int)
    for year in exports.years():
        rows = list(fec.rows(exports.fec_facts(until=year), year=year))
        for row in rows:
            found[year, row[4]] += cents_of(row[11]) - cents_of(row[12])
        for journal in ("VE", "BQ"):
            numbers = sorted({row[2] for row in rows if row[0] == journal})
            assert numbers == [f"{journal}{no:06d}" for no in range(1, len(numbers) + 1)]
    assert dict(found) == {key: cents for key, cents in wanted.items() if cents or key in found}


def cents_of(text):
    return int(text.replace(",", ""))


def check_life(world):
    """The story held what it was meant to hold; dunning reached the late and never the others."""
    codes = set(DeliveryEvent.objects.values_list("code", flat=True))
    assert {Chorus.A_RECYCLER, Chorus.SUSPENDUE, Chorus.REJETEE, Chorus.COMPLETEE} <= codes
    assert DeliveryEvent.objects.filter(attempt=2).exists()
    states = set(Contract.objects.values_list("state", flat=True))
    assert {"active", "ended"} <= states
    assert Contract.objects.filter(renewals_used__gt=0).exists()
    reminded = {step.invoice.account_id for step in DunningStep.objects.select_related("invoice")}
    payers = {town.account.pk: town.payer for town in world.towns}
    assert reminded
    assert {payers[account] for account in reminded} <= {"late", "mistaken", "never", "parts"}
    assert {town.account.pk for town in world.towns if town.payer == "never"} & reminded
