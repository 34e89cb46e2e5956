"""Our papers at Stripe, Stripe's money in our ledger: from the job to the row, over real HTTP."""

from datetime import date

import pytest
from django.db import connection

from agora.jobs.running import perform
from agora.jobs.testing import pending, run_pending
from billing import gateway, ledger, mirror
from billing.balance import Payment, balance
from billing.models import (
    Allocation,
    FactKind,
    InvoiceKind,
    LedgerFact,
    Rail,
    Source,
    StripeEvent,
    StripeGap,
    StripeObject,
)
from billing.rail import Unreachable
from tests.factories.billing import issued, make_account, make_receipt

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 3)


@pytest.fixture
def account(books, fake_stripe):
    return make_account(city=books["villeneuve"], name="Commune de Villeneuve")


@pytest.fixture
def invoice(account):
    return issued(account, engagement="EJ-2026-17")


@pytest.fixture
def shown(invoice, fake_stripe):
    perform("billing.mirror_invoice", {"invoice": invoice.pk})
    return StripeObject.objects.get(kind="invoice").stripe_id


def allocated(invoice, cents):
    receipt = make_receipt(cents, on=ON)
    fact = ledger.note(
        ledger.Fact(
            FactKind.PAYMENT, invoice, cents, Source.BANK, f"{receipt.uid}:{invoice.uid}", ON
        )
    )
    return Allocation.objects.create(receipt=receipt, invoice=invoice, cents=cents, fact=fact)


def state(invoice):
    return balance(invoice.facts.all())


def kept(fake_stripe, kind):
    return list(fake_stripe.world.objects[kind].values())


def told(invoice):
    return sorted(invoice.facts.filter(source_system="stripe").values_list("source_id", flat=True))


def test_an_invoice_is_shown_with_its_number_its_reference_and_its_vat(fake_stripe, invoice, shown):
    [found] = kept(fake_stripe, "Invoice")

    assert (found["id"], found["number"], found["status"]) == (shown, invoice.number, "open")
    assert found["total"] == invoice.ttc_cents == 1_200_000
    assert found["custom_fields"] == [{"name": "Engagement", "value": "EJ-2026-17"}]
    assert [(one["description"], one["amount"]) for one in kept(fake_stripe, "InvoiceItem")] == [
        ("Hébergement de la plateforme", 1_000_000),
        ("TVA 20\u00a0%", 200_000),
    ]
    assert kept(fake_stripe, "Customer")[0]["name"] == "Commune de Villeneuve"


def test_showing_twice_makes_one(fake_stripe, invoice, shown):
    perform("billing.mirror_invoice", {"invoice": invoice.pk})

    assert len(kept(fake_stripe, "Invoice")) == len(kept(fake_stripe, "Customer")) == 1


def test_a_job_killed_before_its_link_finds_what_it_made(fake_stripe, invoice, shown):
    StripeObject.objects.all().delete()
    fake_stripe.hand.do_advance(25 * 3600)  # Stripe has forgotten the keys

    perform("billing.mirror_invoice", {"invoice": invoice.pk})

    assert [one["id"] for one in kept(fake_stripe, "Invoice")] == [shown]
    assert StripeObject.objects.get(kind="invoice").stripe_id == shown


def test_on_stripes_rail_the_account_to_transfer_to_is_kept(fake_stripe, account):
    perform("billing.mirror_account", {"account": account.pk})
    assert StripeObject.objects.get(kind="account").facts == {}
    account.rail = Rail.STRIPE_TRANSFER
    account.save()

    perform("billing.mirror_account", {"account": account.pk})
    calls = len(fake_stripe.world.calls)
    perform("billing.mirror_account", {"account": account.pk})

    assert len(fake_stripe.world.calls) == calls
    place = StripeObject.objects.get(kind="account").facts
    assert (place["holder"], place["iban"][:2]) == ("Agora", "FR")


def test_a_credit_note_is_shown_on_what_it_corrects(fake_stripe, invoice):
    credit = issued(
        invoice.account, kind=InvoiceKind.CREDIT_NOTE, corrects=invoice, ht_cents=100_000
    )
    for _ in range(2):
        perform("billing.mirror_credit", {"credit": credit.pk})

    [found] = kept(fake_stripe, "CreditNote")
    assert (found["total"], found["memo"]) == (120_000, credit.number)
    assert kept(fake_stripe, "Invoice")[0]["amount_remaining"] == 1_080_000


def test_money_of_the_bank_is_told_and_does_not_come_back_as_more(fake_stripe, invoice, shown):
    part = allocated(invoice, 700_000)
    for _ in range(2):
        perform("billing.mirror_receipt", {"allocation": part.pk})
    perform("billing.pull", {"about": shown})

    assert kept(fake_stripe, "Invoice")[0]["amount_paid"] == 700_000
    assert state(invoice).received == 700_000
    assert told(invoice) == []


def test_a_record_reported_and_not_attached_is_attached_later(fake_stripe, invoice, shown):
    part = allocated(invoice, 700_000)
    fake_stripe.faults.tell("500_before", path="/attach_payment", times=3)
    with pytest.raises(Unreachable):
        perform("billing.mirror_receipt", {"allocation": part.pk})

    perform("billing.mirror_receipt", {"allocation": part.pk})

    assert len(kept(fake_stripe, "PaymentRecord")) == 1
    assert kept(fake_stripe, "Invoice")[0]["amount_paid"] == 700_000


def test_a_part_that_was_undone_is_not_told(fake_stripe, invoice, shown):
    part = allocated(invoice, 700_000)
    part.undone = ledger.note(
        ledger.Fact(FactKind.REVERSAL, invoice, 700_000, Source.BANK, "undo:x", ON)
    )
    part.save()

    perform("billing.mirror_receipt", {"allocation": part.pk})

    assert kept(fake_stripe, "PaymentRecord") == []


def test_money_that_stripe_took_becomes_facts(fake_stripe, invoice, shown):
    paid = fake_stripe.hand.do_pay(shown, 500_000)
    rest = fake_stripe.hand.do_pay(shown, 700_000)
    given = fake_stripe.hand.do_refund(paid, 1_000)
    for _ in range(2):
        perform("billing.pull", {"about": shown})

    assert told(invoice) == sorted([paid, rest, given])
    assert (state(invoice).received, state(invoice).returned) == (1_200_000, 1_000)
    assert state(invoice).state == Payment.PART_PAID


def test_what_vanished_is_undone_and_a_refund_that_failed_too(fake_stripe, invoice, shown):
    paid = fake_stripe.hand.do_pay(shown, 500_000)
    other = fake_stripe.hand.do_pay(shown, 100_000)
    given = fake_stripe.hand.do_refund(other, 1_000)
    perform("billing.pull", {"about": shown})
    fake_stripe.hand.do_cancel(paid)
    fake_stripe.hand.do_fail_refund(given)
    for _ in range(2):
        perform("billing.pull", {"about": shown})

    assert told(invoice) == sorted([paid, f"undo:{paid}", other, given, f"undo:{given}"])
    assert state(invoice).paid == 100_000


def test_what_comes_back_counts_again(fake_stripe, invoice, shown):
    paid = fake_stripe.hand.do_pay(shown, 500_000)
    [there] = gateway_payments(shown)
    for payments in ([there], [], [there], [], [there]):
        mirror.reconcile(invoice, payments, [])

    assert told(invoice) == sorted("undo:" * depth + paid for depth in range(5))
    assert state(invoice).paid == 500_000


def gateway_payments(stripe_id):
    from agora.jobs.running import at_work  # noqa: PLC0415

    with at_work("billing.test"):
        return gateway.payments(stripe_id)


def test_an_intent_leads_to_its_invoice(fake_stripe, invoice, shown):
    fake_stripe.hand.do_pay(shown, 500_000)
    [payment] = gateway_payments(shown)

    perform("billing.pull", {"about": payment.intent})
    perform("billing.pull", {"about": "pi_unknown"})

    assert state(invoice).received == 500_000


def test_a_dashboards_papers_are_differences_and_no_facts(fake_stripe, invoice, shown):
    fake_stripe.hand.do_credit(shown, 5_000)
    foreign = fake_stripe.world.make("Invoice", customer="cus_x", status="open")["id"]

    perform("billing.pull", {"about": shown})
    for _ in range(2):
        perform("billing.pull", {"about": foreign})

    assert state(invoice).credited == 0
    assert set(StripeGap.objects.values_list("what", "stripe_id", "theirs_cents")) == {
        ("Avoir fait dans Stripe, inconnu ici", shown, 5_000),
        ("Facture faite dans Stripe", foreign, None),
    }


def test_ours_without_its_link_is_left_for_later(fake_stripe, invoice, shown):
    StripeObject.objects.filter(kind="invoice").delete()

    perform("billing.pull", {"about": shown})

    assert StripeGap.objects.count() == 0


def test_what_is_not_at_stripe_is_nothing(fake_stripe, invoice):
    perform("billing.pull", {"about": "in_unknown"})

    assert StripeGap.objects.count() == LedgerFact.objects.exclude(source_system="ours").count()


def test_what_stripe_never_takes_is_shown_to_a_person_once(fake_stripe, account, invoice, shown):
    fake_stripe.world.objects["Invoice"][shown]["number"] = "AG2026-000002"
    second = issued(account)
    for _ in range(2):
        perform("billing.mirror_invoice", {"invoice": second.pk})
        credit = issued(account, kind=InvoiceKind.CREDIT_NOTE, corrects=second, ht_cents=100)
        perform("billing.mirror_credit", {"credit": credit.pk})
        perform("billing.mirror_receipt", {"allocation": allocated(second, 5).pk})

    [gap] = StripeGap.objects.all()
    assert gap.invoice == second
    assert gap.what == "Refusé par Stripe\u00a0: The invoice number AG2026-000002 is taken."


def test_another_total_is_shown_to_a_person(fake_stripe, account, invoice):
    second = issued(account)
    fake_stripe.faults.tell("500_before", path="/finalize", times=3)
    with pytest.raises(Unreachable):
        perform("billing.mirror_invoice", {"invoice": second.pk})
    draft = kept(fake_stripe, "Invoice")[-1]
    draft["total"] += 1

    perform("billing.mirror_invoice", {"invoice": second.pk})

    [gap] = StripeGap.objects.all()
    assert (gap.ours_cents, gap.theirs_cents) == (1_200_000, 1_200_001)
    assert kept(fake_stripe, "Invoice")[-1]["status"] == "draft"


def test_a_look_settles_the_hints_that_came_before_it(fake_stripe, invoice, shown):
    for number, about in enumerate([shown, shown, "in_other"]):
        StripeEvent.objects.create(event_id=f"evt_{number}", type="x", object_id=about)

    perform("billing.pull", {"about": shown})

    settled = StripeEvent.objects.filter(done_at__isnull=False)
    assert [(one.object_id, one.outcome) for one in settled] == [(shown, "regardé")] * 2


def test_once_linked_an_invoice_is_looked_at(invoice, shown):
    assert ("billing.pull", {"about": shown}) in pending()
    assert run_pending() == ["billing.pull"]


def test_a_look_that_finds_nothing_new_writes_nothing(
    fake_stripe, invoice, shown, django_assert_num_queries
):
    fake_stripe.hand.do_pay(shown, 500_000)
    perform("billing.pull", {"about": shown})
    before = LedgerFact.objects.count()

    with connection.execute_wrapper(_no_insert_in("billing_ledgerfact")):
        perform("billing.pull", {"about": shown})

    assert LedgerFact.objects.count() == before


def _no_insert_in(table):
    def watch(execute, sql, params, many, context):
        assert f'INSERT INTO "{table}"' not in sql
        return execute(sql, params, many, context)

    return watch
