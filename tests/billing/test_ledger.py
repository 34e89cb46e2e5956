"""Facts are kept once, numbered without gap, and never change."""

from datetime import date
from random import Random

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from billing import ledger
from billing.balance import balance
from billing.models import FactKind, LedgerFact, Source
from tests.factories.billing import issued, make_account, paid

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice(books):
    return issued(make_account(city=books["villeneuve"]))


def fact(invoice, number, cents=1_000, **fields):
    given = {
        "kind": FactKind.PAYMENT,
        "invoice": invoice,
        "cents": cents,
        "source_system": Source.BANK,
        "source_id": f"vir:{number}",
        "effective_on": date(2026, 3, 1),
    }
    return ledger.Fact(**given | fields)


def test_a_fact_told_twice_counts_once(invoice):
    first = ledger.note(fact(invoice, 1))
    assert ledger.note(fact(invoice, 1)) is None
    assert ledger.note(fact(invoice, 1, cents=9)) is None
    assert list(invoice.facts.filter(kind=FactKind.PAYMENT)) == [first]


def test_entries_of_a_year_have_no_gap_whatever_the_order(invoice):
    told = [fact(invoice, n % 12, effective_on=date(2026 + n % 2, 3, 1)) for n in range(40)]
    Random(3).shuffle(told)
    for one in told:
        ledger.note(one)

    for year in (2026, 2027):
        numbers = LedgerFact.objects.filter(journal="BQ", year=year).values_list(
            "entry_no", flat=True
        )
        assert sorted(numbers) == list(range(1, 7))
    assert balance(invoice.facts.all()).received == 12_000


def test_a_number_goes_back_with_the_transaction_that_fails(invoice):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ledger.note(fact(invoice, 1))
        raise ZeroDivisionError
    kept = ledger.note(fact(invoice, 2))
    assert kept.entry_no == 1


def test_the_database_refuses_to_change_or_forget_a_fact(invoice):
    kept = paid(invoice, on=date(2026, 3, 1))
    for change in (lambda: LedgerFact.objects.update(cents=1), lambda: kept.delete()):
        with pytest.raises((ProgrammingError, InternalError, IntegrityError)), transaction.atomic():
            change()
    assert LedgerFact.objects.get(pk=kept.pk).cents == invoice.ttc_cents


def test_a_fact_is_worth_something_and_stands_in_its_journal(invoice):
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.note(fact(invoice, 1, cents=0))
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.note(fact(invoice, 1, kind=FactKind.INVOICE))
