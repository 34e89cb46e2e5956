"""A quote's life: prepared, frozen, signed or not."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from agora.rules import SYSTEM
from billing import clock
from billing.actions import quotes, services
from billing.actions.accounts import link_city
from billing.actions.prices import set_grid
from billing.einvoice.pdf import NotDrawn
from billing.models import Kind, NumberSeries, Provider, Quote
from billing.refusals import NotPossible
from billing.scans import Scan
from tests.factories.billing import make_account, make_biller

SIGNED = Scan("signe.pdf", "application/pdf", b"%PDF-1.7 signed")
TODAY = date(2026, 3, 10)


@pytest.fixture
def account(books):
    set_grid(actor=SYSTEM, valid_from=date(2026, 1, 1))
    return make_account(city=books["villeneuve"])


@pytest.fixture
def biller(books):
    return make_biller()


@pytest.fixture(autouse=True)
def march():
    with clock.at(TODAY):
        yield


def drafted(biller, account, **fields):
    given = {"title": "Plateforme de participation", "starts_on": date(2026, 8, 1)}
    return quotes.draft_quote(actor=biller, account=account, **given | fields)


def sent(biller, account, **fields):
    return quotes.send_quote(actor=biller, quote=drafted(biller, account, **fields))


def test_the_grid_writes_the_lines_of_the_city(account, biller):
    quote = drafted(biller, account, training_days=Decimal(2))

    assert [(line.label, line.unit_cents, line.quantity) for line in quote.lines.all()] == [
        ("Mise en service", 2_900_00, 1),
        ("Hébergement", 6_600_00, 1),
        ("Maintenance et assistance", 4_400_00, 1),
        ("Formation", 1_200_00, 2),
    ]
    assert quote.ht_cents == 2_900_00 + 4_610_96 + 2_400_00
    assert quote.whole_ht_cents == quote.ht_cents + 3 * 11_000_00
    assert quote.ttc_cents == quote.ht_cents + quote.vat_cents


def test_each_city_of_a_payer_has_its_lines(account, biller, books):
    link_city(actor=biller, account=account, city=books["montclair"])
    quote = drafted(biller, account, advice_days=Decimal(1))

    labels = [line.label for line in quote.lines.all()]
    assert len(labels) == 7
    assert labels[0] == "Mise en service, Montclair"
    assert sum("Conseil" in label for label in labels) == 1


def test_a_large_city_is_priced_by_hand_before_sending(account, biller, books):
    city = books["villeneuve"]
    city.population = 400_000
    city.save()
    quote = drafted(biller, account)

    with pytest.raises(NotPossible) as refusal:
        quotes.send_quote(actor=biller, quote=quote)

    assert refusal.value.code == "no_price"
    assert not NumberSeries.objects.filter(code="DV").exists()


def test_a_line_is_written_changed_and_taken_off(account, biller):
    quote = drafted(biller, account, from_grid=False)
    fields = {"kind": Kind.ADVICE, "label": "Conseil", "quantity": Decimal("1.5")}
    line = quotes.write_line(actor=biller, quote=quote, fields=fields | {"unit_cents": 1_000_00})
    quote.refresh_from_db()
    assert (line.unit, quote.ht_cents) == ("day", 1_500_00)

    quotes.write_line(actor=biller, quote=quote, line=line, fields={"unit_cents": 500_00})
    quote.refresh_from_db()
    assert quote.ht_cents == 750_00

    quotes.drop_line(actor=biller, quote=quote, line=line)
    quote.refresh_from_db()
    assert quote.ht_cents == 0


def test_the_draft_may_change_what_it_says(account, biller):
    quote = drafted(biller, account)
    changed = quotes.describe_quote(
        actor=biller, quote=quote, fields={"max_renewals": 0, "to_year_end": False, "note": "Vu."}
    )

    assert changed.whole_ht_cents == changed.ht_cents == 2_900_00 + 11_000_00


def test_sending_numbers_and_freezes(account, biller):
    quote = sent(biller, account)

    assert (quote.number, quote.state) == ("DV2026-000001", "sent")
    assert quote.valid_until == date(2026, 6, 8)
    assert bytes(quote.pdf.content).startswith(b"%PDF-1.7")
    with pytest.raises(IntegrityError), transaction.atomic():
        Quote.objects.filter(pk=quote.pk).update(title="Autre")
    with pytest.raises(NotPossible) as refusal:
        quotes.describe_quote(actor=biller, quote=quote, fields={"title": "Autre"})
    assert refusal.value.code == "frozen"


def test_an_empty_quote_is_not_sent(account, biller):
    with pytest.raises(NotPossible) as refusal:
        sent(biller, account, from_grid=False)

    assert refusal.value.code == "empty"


def test_a_territory_to_confirm_is_quoted_and_not_sent(biller, books):
    set_grid(actor=SYSTEM, valid_from=date(2026, 1, 1))
    account = make_account(city=books["montclair"], territory="mayotte")
    quote = drafted(biller, account)
    assert quote.vat_cents == 0

    with pytest.raises(NotPossible) as refusal:
        quotes.send_quote(actor=biller, quote=quote)
    assert refusal.value.code == "territory"

    Provider.objects.update(overseas_open=True)
    assert quotes.send_quote(actor=biller, quote=quote).vat_cents == 0


def test_the_signed_scan_makes_it_accepted(account, biller):
    quote = quotes.accept_quote(actor=biller, quote=sent(biller, account), scan=SIGNED)

    assert (quote.state, quote.closed_on, bytes(quote.signed.content)) == (
        "accepted",
        TODAY,
        SIGNED.content,
    )


def test_a_draft_is_not_signed(account, biller):
    with pytest.raises(NotPossible) as refusal:
        quotes.accept_quote(actor=biller, quote=drafted(biller, account), scan=SIGNED)

    assert refusal.value.code == "not_sent"


def test_a_quote_past_its_day_asks_for_a_new_version(account, biller):
    quote = sent(biller, account)

    with clock.at(date(2026, 6, 9)), pytest.raises(NotPossible) as refusal:
        quotes.accept_quote(actor=biller, quote=quote, scan=SIGNED)

    message = "Devis expiré le 8\u00a0juin\u00a02026\u00a0: créer une nouvelle version."
    assert refusal.value.message == message
    with clock.at(date(2026, 6, 8)):
        assert quotes.expire_quote(actor=SYSTEM, quote=quote).state == "sent"
    with clock.at(date(2026, 6, 9)):
        assert quotes.expire_quote(actor=SYSTEM, quote=quote).state == "expired"
        assert quotes.expire_quote(actor=SYSTEM, quote=quote).state == "expired"
        with pytest.raises(NotPossible) as again:
            quotes.accept_quote(actor=biller, quote=quote, scan=SIGNED)
    assert again.value.message == message


def test_a_new_version_replaces_the_former(account, biller):
    quote = sent(biller, account)
    version = quotes.replace_quote(actor=biller, quote=quote)

    quote.refresh_from_db()
    assert (quote.state, version.state, version.replaces) == ("superseded", "draft", quote)
    assert version.ht_cents == quote.ht_cents
    assert [line.label for line in version.lines.all()] == [
        line.label for line in quote.lines.all()
    ]
    with pytest.raises(NotPossible):
        quotes.replace_quote(actor=biller, quote=quote)
    assert quotes.send_quote(actor=biller, quote=version).number == "DV2026-000002"


def test_a_refusal_is_noted(account, biller):
    assert quotes.refuse_quote(actor=biller, quote=sent(biller, account)).state == "refused"


def test_a_draft_is_thrown_and_its_request_waits_again(account, biller, books):
    order = services.ask_service(
        actor=biller,
        account=account,
        city=books["villeneuve"],
        kind=Kind.TRAINING,
        subject="Former l’équipe",
    )
    services.quote_service(actor=biller, order=order, days=Decimal(2), day_cents=1_200_00)
    order.refresh_from_db()
    quotes.throw_quote(actor=biller, quote=order.quote)

    order.refresh_from_db()
    assert (order.state, order.quote, order.days_quoted) == ("asked", None, 0)


def test_the_number_goes_back_with_a_sending_that_fails(account, biller):
    quote = drafted(biller, account)
    Provider.objects.update(name="Nom \u4e2d")  # no font of ours draws it

    with pytest.raises(NotDrawn), transaction.atomic():
        quotes.send_quote(actor=biller, quote=quote)

    Provider.objects.update(name="Agora Services")
    assert quotes.send_quote(actor=biller, quote=quote).number == "DV2026-000001"
