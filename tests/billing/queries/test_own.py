"""Reads of a city's own rows."""

import uuid
from datetime import date

import pytest
from django.http import Http404

from agora.context import enter, public
from billing import clock
from billing.models import BillingAccount, Chorus, OwnDueItem
from billing.queries import own
from tests.factories import billing

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 20)


@pytest.fixture
def books(two_books):
    return two_books["villeneuve"]


@pytest.fixture
def here(books, cities):
    with enter(cities["villeneuve"]), clock.at(ON):
        yield


def test_documents_come_newest_first_and_by_nature(books, here):
    assert [one.number for one in own.invoices()] == ["AV2026-000001", "AG2026-000001"]
    assert [one.number for one in own.invoices(kind="avoirs")] == ["AV2026-000001"]
    assert [one.number for one in own.invoices(kind="factures")] == ["AG2026-000001"]
    assert len(own.invoices(kind="autre")) == 2


def test_both_axes_are_told_apart(books, here):
    bill = own.bill_or_404(books.invoice.uid, on=ON)

    assert bill.delivery.status == Chorus.MISE_A_DISPOSITION
    assert (bill.balance.owed, bill.balance.credited, bill.balance.paid) == (
        1_200_000,
        120_000,
        500_000,
    )
    assert {fact.kind for fact in bill.invoice.facts.all()} == {"invoice", "credit", "payment"}
    assert [note.number for note in bill.invoice.credit_notes.all()] == ["AV2026-000001"]


def test_a_list_costs_the_same_however_long(books, cities, django_assert_num_queries):
    with public():
        for day in range(1, 9):
            late = billing.issued(books.account, on=date(2026, 3, day))
            billing.note_status(late, on=date(2026, 3, day))
    with enter(cities["villeneuve"]), django_assert_num_queries(2):
        assert len([bill.who for bill in own.bills(own.invoices(), on=ON)]) == 10


def test_what_blocks_an_invoice_is_to_do(books, here):
    assert [one.uid for one in own.to_do()] == [books.due.uid]


def test_the_schedule_goes_by_year_with_its_sum(books, here):
    assert [(year, cents, len(items)) for year, cents, items in own.schedule()] == [
        (2027, 1_000_000, 1),
        (2026, 1_000_000, 1),
    ]
    following = own.next_year()
    assert (following.year, following.cents, following.planned) == (2027, 1_000_000, True)


def test_days_given_are_added_up(books, here):
    [order] = own.orders()

    assert (order.days_given, order.days_ordered) == (1.5, 3)
    assert own.order_or_404(books.order.uid).pk == order.pk


def test_what_is_not_there_is_a_404(books, here):
    unknown = uuid.uuid4()
    for ask in (
        lambda: own.bill_or_404(unknown, on=ON),
        lambda: own.artifact_or_404(unknown, "pdf"),
        lambda: own.artifact_or_404(books.invoice.uid, "attachment"),
        lambda: own.paper_or_404(unknown),
        lambda: own.due_item_or_404(unknown),
        lambda: own.order_or_404(unknown),
    ):
        with pytest.raises(Http404):
            ask()


def test_an_iban_that_nobody_confirmed_is_never_shown(books, cities):
    with public():
        billing.make_provider(iban="", pending_iban=billing.IBAN)
    with enter(cities["villeneuve"]):
        assert own.provider().iban == ""


def test_contracts_and_quotes_not_sent_stay_at_the_providers(books, cities):
    with public():
        billing.make_contract(books.account, title="En projet", state="draft")
        books.account.quotes.create(title="En projet")
    with enter(cities["villeneuve"]):
        assert [one.title for one in own.contracts()] == ["Contrat villeneuve"]
        assert [one.title for one in own.quotes()] == ["Devis villeneuve"]


def test_cancelled_items_and_drafts_are_not_shown(books, cities):
    with public():
        books.account.due_items.update(state="cancelled")
        billing.Invoice.objects.create(account=books.account)
    with enter(cities["villeneuve"]):
        assert not OwnDueItem.objects.exists()
        assert own.invoices().count() == 2


def test_a_city_alone_with_its_payer_sees_what_names_no_city(books, cities):
    with public():
        billing.make_due(books.contract, label="Sans ville", period_start=date(2025, 1, 1))
        assert BillingAccount.objects.get(pk=books.account.pk).cities.count() == 1
    with enter(cities["villeneuve"]):
        assert OwnDueItem.objects.filter(label="Sans ville").exists()
