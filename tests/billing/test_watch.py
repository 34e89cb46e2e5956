"""What no webhook told is caught up; every amount is compared."""

from datetime import timedelta

import pytest

from agora.jobs.running import perform
from agora.jobs.testing import pending, run_pending
from billing import clock
from billing.models import InvoiceKind, Rail, StripeCursor, StripeEvent, StripeGap, StripeObject
from tests.billing.test_mirror import account, allocated, invoice, shown, state  # noqa: F401
from tests.factories.billing import issued, make_account

pytestmark = pytest.mark.django_db


def catch_up():
    perform("billing.catch_up", {})
    return run_pending()


def compare():
    perform("billing.compare", {})
    gaps = StripeGap.objects.filter(closed_at__isnull=True)
    return sorted(gaps.values_list("what", "ours_cents", "theirs_cents"))


def test_lost_webhooks_are_found_within_the_hour(fake_stripe, invoice, shown):  # noqa: F811
    fake_stripe.hand.do_pay(shown, 1_200_000)
    fake_stripe.world.outbox.clear()  # nobody was told

    jobs = catch_up()

    assert "billing.pull" in jobs
    assert state(invoice).due == 0
    kinds = set(StripeEvent.objects.values_list("type", flat=True))
    assert kinds == {"invoice.finalized", "invoice_payment.paid", "invoice.paid"}
    assert StripeEvent.objects.filter(done_at__isnull=True).count() == 0


def test_what_was_read_is_read_again_and_kept_once(fake_stripe, invoice, shown):  # noqa: F811
    catch_up()
    before = StripeEvent.objects.count()
    [events] = StripeCursor.objects.filter(name="events")

    assert catch_up() == []

    assert StripeEvent.objects.count() == before
    assert StripeCursor.objects.get(name="events").at > events.at


def test_what_was_never_shown_is_shown(fake_stripe, account, invoice):  # noqa: F811
    credit = issued(account, kind=InvoiceKind.CREDIT_NOTE, corrects=invoice, ht_cents=1_000)
    allocated(invoice, 5_000)
    other = make_account(rail=Rail.STRIPE_TRANSFER)

    catch_up()

    assert StripeObject.objects.get(kind="account", ours=other.uid).facts["bic"]

    assert credit.number in {
        one["memo"] for one in fake_stripe.world.objects["CreditNote"].values()
    }
    assert len(fake_stripe.world.objects["PaymentRecord"]) == 1
    assert compare() == []
    perform("billing.catch_up", {})
    assert [name for name, _ in pending() if "mirror" in name] == []


def test_after_thirty_days_away_everything_is_compared(fake_stripe, invoice):  # noqa: F811
    assert "billing.compare" in catch_up()  # the first time ever
    assert "billing.compare" not in catch_up()
    StripeCursor.objects.filter(name="events").update(at=clock.now() - timedelta(days=31))

    assert "billing.compare" in catch_up()


def test_an_hour_without_news_of_an_open_invoice_is_an_alarm(
    fake_stripe,
    invoice,  # noqa: F811
    shown,  # noqa: F811
):
    catch_up()
    assert StripeGap.objects.count() == 0  # too early to say
    StripeEvent.objects.all().delete()
    StripeObject.objects.update(created_at=clock.now() - timedelta(hours=2))
    for _ in range(2):
        catch_up()

    [gap] = StripeGap.objects.all()
    assert "vérifiez le webhook" in gap.what


def test_equal_to_the_cent_is_no_difference(fake_stripe, invoice, shown):  # noqa: F811
    paid = fake_stripe.hand.do_pay(shown, 700_000)
    fake_stripe.hand.do_refund(paid, 1_000)
    part = allocated(invoice, 500_000)
    perform("billing.mirror_receipt", {"allocation": part.pk})

    assert compare() == []  # the comparison itself found the money
    assert state(invoice).paid == 1_199_000


def test_each_amount_that_differs_is_said(fake_stripe, account, invoice, shown):  # noqa: F811
    issued(account, kind=InvoiceKind.CREDIT_NOTE, corrects=invoice, ht_cents=1_000)
    allocated(invoice, 5_000)
    fake_stripe.world.objects["Invoice"][shown]["total"] += 1

    said = [
        ("Avoirs différents", 1_200, 0),
        ("Paiements différents", 5_000, 0),
        ("Total différent", 1_200_000, 1_200_001),
    ]
    assert compare() == said
    assert compare() == said  # once, however often it is seen


def test_differences_that_are_over_are_closed(fake_stripe, invoice, shown):  # noqa: F811
    part = allocated(invoice, 5_000)
    assert compare() == [("Paiements différents", 5_000, 0)]

    perform("billing.mirror_receipt", {"allocation": part.pk})

    assert compare() == []
    [gap] = StripeGap.objects.all()
    assert gap.closed_note == "Montants égaux à la comparaison suivante"


def test_what_is_on_one_side_only_is_said(fake_stripe, invoice, shown):  # noqa: F811
    gone = fake_stripe.world.objects["Invoice"].pop(shown)
    fake_stripe.world.make("Invoice", customer=gone["customer"], status="open")

    assert [what for what, _, _ in compare()] == [
        "Facture absente de Stripe",
        "Facture faite dans Stripe",
    ]


def test_a_draft_of_ours_half_way_is_no_difference(fake_stripe, invoice):  # noqa: F811
    fake_stripe.world.make(
        "Invoice", customer="cus_x", status="draft", metadata={"agora_id": str(invoice.uid)}
    )

    assert compare() == []


def test_without_key_nothing_is_watched(settings, books):
    settings.STRIPE_KEY = ""
    perform("billing.catch_up", {})
    perform("billing.compare", {})

    assert StripeCursor.objects.count() == 0
