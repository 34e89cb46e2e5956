"""What the books hold of Stripe, read in as many queries however many rows."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from billing import clock, ledger
from billing.models import FactKind, InvoiceKind, Rail, Source, StripeEvent, StripeGap, StripeObject
from billing.queries import stripe as known
from tests.factories.billing import IBAN, issued, make_account, paid

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 3)


@pytest.fixture
def account(books):
    return make_account()


def link(invoice, stripe_id, kind=known.INVOICE, **facts):
    return StripeObject.objects.create(kind=kind, ours=invoice.uid, stripe_id=stripe_id, **facts)


def stripe_fact(invoice, kind, source_id, cents):
    ledger.note(ledger.Fact(kind, invoice, cents, Source.STRIPE, source_id, ON))


def test_the_last_word_on_a_payment_stands(account):
    invoice = issued(account)
    stripe_fact(invoice, FactKind.PAYMENT, "inpay_1", 100)
    stripe_fact(invoice, FactKind.REVERSAL, "undo:inpay_1", 100)
    stripe_fact(invoice, FactKind.PAYMENT, "inpay_2", 50)
    paid(invoice, 7, on=ON)

    told = known.told_facts(invoice)

    assert {name: one.stands for name, one in told.items()} == {"inpay_1": False, "inpay_2": True}


def test_sums_count_as_stripe_does(account, django_assert_num_queries):
    invoice = issued(account)
    link(invoice, "in_1")
    link(issued(account), "in_2")
    issued(account)
    issued(account, kind=InvoiceKind.CREDIT_NOTE, corrects=invoice, ht_cents=1_000)
    stripe_fact(invoice, FactKind.PAYMENT, "inpay_1", 500)
    stripe_fact(invoice, FactKind.REVERSAL, "re_1", 20)  # given back: it was paid all the same
    stripe_fact(invoice, FactKind.REVERSAL, "re_2", 30)
    stripe_fact(invoice, FactKind.PAYMENT, "undo:re_2", 30)
    stripe_fact(invoice, FactKind.PAYMENT, "inpay_2", 9)
    stripe_fact(invoice, FactKind.REVERSAL, "undo:inpay_2", 9)
    paid(invoice, 7, on=ON)

    with django_assert_num_queries(2):
        found = known.sums()

    assert set(found) == {"in_1", "in_2"}
    one = found["in_1"]
    assert (one.cents, one.credited, one.paid) == (1_200_000, 1_200, 507)
    assert list(known.sums("in_2")) == ["in_2"]
    assert (found["in_2"].credited, found["in_2"].paid) == (0, 0)


def test_what_is_not_shown_yet_is_found(account):
    shown, hidden = issued(account), issued(account)
    link(shown, "in_1")
    credit = issued(account, kind=InvoiceKind.CREDIT_NOTE, corrects=shown, ht_cents=1)

    assert list(known.invoices_to_mirror()) == [hidden]
    assert list(known.credits_to_mirror()) == [credit]


def test_our_invoice_is_found_from_theirs(account):
    invoice = issued(account)
    link(invoice, "in_1")
    link(invoice, "cn_1", kind=known.CREDIT)

    assert known.invoice_at("in_1") == invoice
    assert known.invoice_at("cn_1") is None
    assert known.invoice_at("in_2") is None


def test_records_reported_by_us_are_known(account):
    StripeObject.objects.create(kind=known.RECEIPT, ours=uuid4(), stripe_id="pr_1")

    assert known.ours_among(["pr_1", "pr_2"]) == {"pr_1"}


def test_a_reference_is_ours_or_not(account):
    invoice = issued(account)

    assert known.is_ours(str(invoice.uid))
    assert not known.is_ours(str(uuid4()))
    assert not known.is_ours("")
    assert not known.is_ours("AG2026-000001")


def test_silence_is_about_the_last_week(account):
    invoice, now = issued(account), clock.now()
    shown = link(invoice, "in_1")
    assert not known.unheard_of(before=now - timedelta(hours=1))

    StripeObject.objects.filter(pk=shown.pk).update(created_at=now - timedelta(hours=2))
    assert known.unheard_of(before=now - timedelta(hours=1))

    StripeObject.objects.filter(pk=shown.pk).update(created_at=now - timedelta(days=30))
    assert not known.unheard_of(before=now - timedelta(hours=1))

    StripeObject.objects.filter(pk=shown.pk).update(created_at=now - timedelta(hours=2))
    StripeEvent.objects.create(event_id="evt_1", type="invoice.finalized", object_id="in_1")
    assert not known.unheard_of(before=now - timedelta(hours=1))


def test_where_transfers_go_is_known_once_asked(books):
    account = make_account(rail=Rail.STRIPE_TRANSFER)
    make_account()
    assert known.bank_of(account) is None
    assert list(known.accounts_to_mirror()) == [account]

    place = {"holder": "Agora", "iban": IBAN, "bic": "AGRIFRPP"}
    StripeObject.objects.create(
        kind=known.ACCOUNT, ours=account.uid, stripe_id="cus_1", facts=place
    )

    assert vars(known.bank_of(account)) == place
    assert list(known.accounts_to_mirror()) == []


def test_lists_of_the_page_are_one_query_each(account, django_assert_num_queries):
    for number in range(3):
        StripeEvent.objects.create(event_id=f"evt_{number}", type="x")
        StripeGap.objects.create(what=str(number), invoice=issued(account))

    with django_assert_num_queries(2):
        assert [one.event_id for one in known.hints()] == ["evt_2", "evt_1", "evt_0"]
        assert [(one.what, one.invoice.account) for one in known.gaps()] == [
            ("2", account),
            ("1", account),
            ("0", account),
        ]
