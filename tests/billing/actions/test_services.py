"""Days of advice and training, from the question to the invoice."""

from datetime import date
from decimal import Decimal

import pytest

from agora.rules import SYSTEM
from billing import clock
from billing.actions import quotes, services
from billing.actions.plan import cancel_due
from billing.models import DueItem, Kind, ServiceDay
from billing.refusals import NotPossible
from billing.scans import Scan
from tests.factories.billing import make_account, make_biller

SIGNED = Scan("signe.pdf", "application/pdf", b"%PDF-1.7 signed")
HALF, ONE = Decimal("0.5"), Decimal(1)


@pytest.fixture
def biller(books):
    return make_biller()


@pytest.fixture
def account(books):
    return make_account(city=books["villeneuve"], service_code="FIN")


@pytest.fixture(autouse=True)
def may():
    with clock.at(date(2026, 5, 20)):
        yield


@pytest.fixture
def asked(account, biller, books):
    return services.ask_service(
        actor=biller,
        account=account,
        city=books["villeneuve"],
        kind=Kind.TRAINING,
        subject="Former l’équipe",
        wish="Trois personnes.",
    )


@pytest.fixture
def ordered(asked, biller):
    services.quote_service(actor=biller, order=asked, days=Decimal(2), day_cents=1_200_00)
    asked.refresh_from_db()
    sent = quotes.send_quote(actor=biller, quote=asked.quote)
    quotes.accept_quote(actor=biller, quote=sent, scan=SIGNED)
    asked.refresh_from_db()
    return asked


def tick(biller, order, day, days=ONE):
    return services.tick_day(actor=biller, order=order, on=date(2026, 5, day), days=days)


def test_a_request_is_answered_by_a_quote_of_days(asked, biller):
    order = services.quote_service(
        actor=biller, order=asked, days=Decimal("1.5"), day_cents=1_200_00
    )

    (line,) = order.quote.lines.all()
    assert (line.quantity, line.unit, line.vat_rule) == (Decimal("1.5"), "day", "training_exempt")
    order.quote.refresh_from_db()
    assert (order.state, order.quote.ht_cents, order.quote.max_renewals) == ("quoted", 1_800_00, 0)


def test_what_was_signed_is_what_is_ordered(ordered):
    assert (ordered.state, ordered.days_ordered, ordered.day_cents) == ("ordered", 2, 1_200_00)


def test_days_are_counted_by_halves(asked, ordered, biller):
    for days in (Decimal("0.7"), Decimal(0)):
        with pytest.raises(NotPossible) as refusal:
            tick(biller, ordered, 4, days)
        assert refusal.value.code == "halves"


def test_no_more_days_are_given_than_ordered(ordered, biller):
    tick(biller, ordered, 4, Decimal("1.5"))
    with pytest.raises(NotPossible) as refusal:
        tick(biller, ordered, 5)
    assert refusal.value.message == "Il reste 0,5 jour(s) sur cette commande."

    tick(biller, ordered, 5, HALF)
    ordered.refresh_from_db()
    assert ordered.state == "delivered"


def test_a_day_to_come_is_not_given_yet(ordered, biller):
    with pytest.raises(NotPossible) as refusal:
        tick(biller, ordered, 21)

    assert refusal.value.field == "on"


def test_a_day_noted_by_mistake_is_taken_back(ordered, biller):
    tick(biller, ordered, 4)
    last = tick(biller, ordered, 5)
    services.untick_day(actor=biller, day=last)

    ordered.refresh_from_db()
    assert (ordered.state, ServiceDay.objects.count()) == ("ordered", 1)


def test_days_given_make_one_due_item_and_once(ordered, biller):
    tick(biller, ordered, 4)
    tick(biller, ordered, 6, HALF)

    item = services.invoice_days(actor=biller, order=ordered)

    assert (item.state, item.quantity, item.cents) == ("ready", Decimal("1.5"), 1_800_00)
    assert (item.period_start, item.period_end) == (date(2026, 5, 4), date(2026, 5, 6))
    assert item.note == "Réalisé le 4\u00a0mai\u00a02026, 6\u00a0mai\u00a02026"
    with pytest.raises(NotPossible) as refusal:
        services.invoice_days(actor=biller, order=ordered)
    assert refusal.value.code == "no_day"


def test_many_days_are_said_from_the_first_to_the_last():
    dates = [date(2026, 5, day) for day in range(4, 10)]

    assert services._dates(dates) == "Réalisé du 4\u00a0mai\u00a02026 au 9\u00a0mai\u00a02026"


def test_days_of_a_payer_that_demands_a_reference_wait_for_it(ordered, biller):
    ordered.account.engagement_required = True
    ordered.account.save()
    tick(biller, ordered, 4)

    assert services.invoice_days(actor=biller, order=ordered).state == "awaiting_ref"


def test_a_day_to_invoice_is_not_taken_back_until_its_item_is_cancelled(ordered, biller):
    day = tick(biller, ordered, 4)
    item = services.invoice_days(actor=biller, order=ordered)
    with pytest.raises(NotPossible) as refusal:
        services.untick_day(actor=biller, day=day)
    assert refusal.value.code == "day_invoiced"

    cancel_due(actor=biller, item=item)
    services.untick_day(actor=biller, day=day)

    assert not ServiceDay.objects.exists()
    assert DueItem.objects.get().state == "cancelled"


def test_a_request_is_closed_with_a_reason(asked, biller):
    found = services.decline_service(actor=biller, order=asked, reason="Pas avant septembre.")
    assert (found.state, found.closed_note) == ("declined", "Pas avant septembre.")

    with pytest.raises(NotPossible):
        services.quote_service(actor=biller, order=asked, days=ONE, day_cents=1)


def test_a_refused_quote_closes_the_request_and_a_new_version_opens_it(asked, biller):
    services.quote_service(actor=biller, order=asked, days=ONE, day_cents=950_00)
    asked.refresh_from_db()
    quote = quotes.refuse_quote(
        actor=biller, quote=quotes.send_quote(actor=biller, quote=asked.quote)
    )
    asked.refresh_from_db()
    assert asked.state == "declined"

    version = quotes.replace_quote(actor=biller, quote=quote)
    asked.refresh_from_db()
    assert (asked.state, asked.quote) == ("quoted", version)


def test_a_quote_whose_days_were_taken_off_orders_none(asked, biller):
    services.quote_service(actor=biller, order=asked, days=ONE, day_cents=950_00)
    asked.refresh_from_db()
    line = asked.quote.lines.get()
    quotes.write_line(actor=biller, quote=asked.quote, line=line, fields={"kind": Kind.SETUP})
    sent = quotes.send_quote(actor=SYSTEM, quote=asked.quote)
    quotes.accept_quote(actor=biller, quote=sent, scan=SIGNED)

    asked.refresh_from_db()
    assert (asked.days_ordered, asked.day_cents) == (0, 0)
