"""The accounting file, recomputed in plain SQL and held to the rules of the DGFiP."""

from collections import defaultdict
from datetime import date
from random import Random

import pytest
from django.db import connection

from billing import clock, fec
from billing.actions.receipts import allocate, undo_allocation
from billing.models import Allocation, LedgerFact
from billing.queries import exports
from tests.factories.billing import issued, make_account, make_biller, make_receipt, paid

pytestmark = pytest.mark.django_db

SQL = """
    SELECT f.journal, f.year, f.entry_no, f.kind, f.cents, f.effective_on,
           coalesce(d.ht_cents, 0), coalesce(d.vat_cents, 0), a.siret
    FROM billing_ledgerfact f
    JOIN billing_invoice i ON i.id = f.invoice_id
    JOIN billing_billingaccount a ON a.id = i.account_id
    LEFT JOIN billing_invoice d ON f.source_id = 'invoice:' || d.uid::text
    ORDER BY f.journal, f.entry_no
"""
SIGNS = {"invoice": 1, "reversal": 1, "credit": -1, "payment": -1}


def story():
    """Two years of sales, credit notes, parts, groups and things taken back, noted in disorder."""
    random, actor = Random(11), make_biller()
    accounts = [make_account(name=f"Évry {n}") for n in range(3)]
    for turn in range(30):
        on = date(2026 + turn // 20, 1 + turn % 12, 1 + turn % 28)
        if turn:
            on = max(on, LedgerFact.objects.filter(journal="VE").latest("pk").effective_on)
        with clock.at(on):
            invoice = issued(random.choice(accounts), ht_cents=random.randint(1, 10**6), on=on)
            kind = turn % 4
            if kind == 0:
                ht = random.randint(1, invoice.ht_cents)
                issued(invoice.account, ht_cents=ht, kind=381, corrects=invoice, on=on)
            elif kind == 1:
                receipt = make_receipt(invoice.ttc_cents + 5, on=on)
                allocate(actor=actor, receipt=receipt, parts=[(invoice, invoice.ttc_cents)])
            elif kind == 2:
                part = max(1, invoice.ttc_cents // 3)
                receipt = make_receipt(part, on=on)
                allocate(actor=actor, receipt=receipt, parts=[(invoice, part)])
                undo_allocation(actor=actor, allocation=Allocation.objects.latest("pk"))
            elif turn % 8 == 3:
                paid(invoice, on=on)


def read(year):
    content = fec.write(exports.fec_facts(until=year), year=year)
    lines = content.decode(fec.ENCODING).split("\r\n")
    assert lines.pop() == ""
    head = lines.pop(0).split("\t")
    assert tuple(head) == fec.HEADINGS
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines]


def cents(text):
    whole, part = text.split(",")
    assert len(part) == 2
    return int(whole + part)


def expected(year):
    """Debit less credit, by entry and account, from the tables alone."""
    sums = {}
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        for journal, of_year, no, kind, amount, _on, ht, vat, _siret in cursor.fetchall():
            if of_year != year:
                continue
            sign = SIGNS[kind]
            entry = {"411000": sign * amount}
            if journal == "VE":
                assert ht + vat == amount
                entry |= {"706000": -sign * ht, "445710": -sign * vat}
            else:
                entry |= {"512000": -sign * amount}
            sums[f"{journal}{no:06d}"] = {key: value for key, value in entry.items() if value}
    return sums


@pytest.fixture
def two_years(books):
    story()


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_file_equals_the_tables_to_the_cent(two_years, year):
    found = defaultdict(lambda: defaultdict(int))
    for row in read(year):
        amount = cents(row["Debit"]) - cents(row["Credit"])
        found[row["EcritureNum"]][row["CompteNum"]] += amount

    wanted = expected(year)
    assert wanted
    assert {no: dict(entry) for no, entry in found.items()} == wanted


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_file_keeps_the_rules_of_the_administration(two_years, year):
    rows = read(year)
    numbers = defaultdict(list)
    for row in rows:
        # Eighteen fields, one side of each line, dates of the exercise, nothing unsaid.
        assert len(row) == 18
        debit, credit = cents(row["Debit"]), cents(row["Credit"])
        assert (debit == 0) != (credit == 0)
        assert min(debit, credit) == 0
        assert row["EcritureDate"].startswith(str(year))
        assert row["ValidDate"] >= row["EcritureDate"]
        assert all(row[name] for name in fec.HEADINGS[:6] + fec.HEADINGS[8:13])
        assert bool(row["CompAuxNum"]) == (row["CompteNum"] == "411000")
        assert bool(row["EcritureLet"]) == bool(row["DateLet"])
        if row["EcritureNum"] not in numbers[row["JournalCode"]]:
            numbers[row["JournalCode"]].append(row["EcritureNum"])
    # Numbered without gap, in the order of validation, in each journal.
    assert set(numbers) == {"VE", "BQ"}
    for journal, found in numbers.items():
        assert found == [f"{journal}{no:06d}" for no in range(1, len(found) + 1)]
        dates = [row["ValidDate"] for row in rows if row["JournalCode"] == journal]
        assert dates == sorted(dates)
    # Every entry is balanced, and so is every letter.
    for key in ("EcritureNum", "EcritureLet"):
        sums = defaultdict(int)
        for row in rows:
            if row[key]:
                sums[row[key]] += cents(row["Debit"]) - cents(row["Credit"])
        if key == "EcritureNum" or year == 2026:
            assert set(sums.values()) == {0}


def test_entries_take_two_queries(two_years, django_assert_num_queries):
    with django_assert_num_queries(2):
        exports.fec_facts(until=2027)


def test_pieces_are_documents_and_receipts(books):
    invoice = issued(make_account())
    receipt = make_receipt(5)
    allocate(actor=make_biller(), receipt=receipt, parts=[(invoice, 5)])
    undo_allocation(actor=make_biller(), allocation=Allocation.objects.get())
    pieces = [one.piece for one in exports.fec_facts(until=9999)]
    assert pieces.count(f"ENC{receipt.pk:06d}") == 2
    assert invoice.number in pieces


def test_years_with_facts_are_listed_last_first(two_years):
    assert exports.years() == [2027, 2026]
