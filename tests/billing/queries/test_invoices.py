"""Reads of invoices."""

from datetime import date

import pytest
from django.http import Http404

from billing.models import Invoice
from billing.queries import invoices
from tests.factories.billing import (
    issued,
    make_account,
    make_contract,
    make_due,
    note_status,
    paid,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


def test_where_each_stands_costs_two_queries(books, django_assert_num_queries):
    account = make_account()
    late = issued(account, on=date(2026, 2, 2))
    note_status(late, "MISE_A_DISPOSITION", on=date(2026, 2, 3))
    part = issued(account, on=date(2026, 2, 3))
    paid(part, 1, on=date(2026, 3, 1))
    paid(part, 2, on=date(2026, 3, 1))
    with django_assert_num_queries(2):
        found = {one.invoice: one for one in invoices.standings(Invoice.objects.all(), DAY)}

    assert (found[late].late, found[late].days_left) == (27, -27)
    assert (found[part].balance.paid, found[part].late, found[part].days_left) == (3, 0, None)


def test_a_paid_invoice_is_never_late(books):
    invoice = issued(make_account(), on=date(2025, 2, 2))
    note_status(invoice, "MISE_A_DISPOSITION", on=date(2025, 2, 3))
    paid(invoice, on=date(2026, 1, 1))
    assert invoices.invoice_or_404(invoice.uid, DAY).late == 0


def test_what_is_not_there_is_not_found(books):
    invoice = issued(make_account())
    for call in (
        lambda: invoices.invoice_or_404("00000000-0000-4000-8000-000000000000", DAY),
        lambda: invoices.artifact_or_404(invoice.uid, "pdf"),
        lambda: invoices.artifact_or_404(invoice.uid, "attachment"),
    ):
        with pytest.raises(Http404):
            call()


def test_years_are_told_once_and_newest_first(books):
    account = make_account()
    for on in (date(2025, 5, 1), date(2025, 6, 1), date(2026, 5, 1)):
        issued(account, on=on)
    assert invoices.years() == [2026, 2025]


def test_ready_items_stand_in_batches_of_one_place(books):
    one, two = make_contract(make_account()), make_contract(make_account())
    first = [make_due(one), make_due(one)]
    apart = make_due(one, engagement="EJ")
    other = make_due(two)
    make_due(two, state="planned")
    found = invoices.batches(invoices.ready_items())
    assert sorted(len(batch) for batch in found) == [1, 1, 2]
    assert {item for batch in found for item in batch} == {*first, apart, other}
