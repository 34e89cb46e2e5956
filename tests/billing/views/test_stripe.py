"""The rail at the provider's."""

import pytest

from agora.jobs.testing import pending
from billing.clock import now
from billing.models import StripeEvent, StripeGap
from tests.factories.billing import issued, make_account, make_biller
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/facturation/stripe/"


@pytest.fixture
def desk(books, console):
    return sign_in(console, make_biller())


@pytest.fixture
def key(settings):
    settings.STRIPE_KEY = "sk_test_page"


def text(answer):
    return answer.content.decode()


def test_without_a_key_the_page_says_that_all_works(desk):
    page = text(desk.get(PAGE))
    assert "Stripe est débranché" in page and "Débranché" in page


def test_differences_stand_first_and_are_settled_with_a_word(desk, key):
    invoice = issued(make_account())
    gap = StripeGap.objects.create(
        invoice=invoice, what="Montant payé", ours_cents=100, theirs_cents=90
    )
    page = text(desk.get(PAGE))
    assert "Chez nous 1,00\u00a0€, chez Stripe 0,90\u00a0€." in page and "Essai" in page

    address = f"{PAGE}ecarts/{gap.pk}/"
    form = text(desk.get(address))
    assert "Montant payé" in form
    assert 'href="billing:stripe"' not in form and form.count(f'href="{PAGE}"') == 3
    empty = desk.post(address, {"note": ""})
    assert empty.status_code == 422 and "Écrivez comment" in text(empty)
    assert "Aucun écart" in text(desk.post(address, {"note": "Avoir fait là-bas"}, follow=True))
    gap.refresh_from_db()
    assert gap.closed_note == "Avoir fait là-bas"
    assert desk.get(address).status_code == 404


def test_a_hint_is_looked_at_again(desk, key):
    event = StripeEvent.objects.create(
        event_id="evt_1", type="invoice.paid", object_id="in_1", done_at=now(), outcome="regardé"
    )
    assert "in_1" in text(desk.get(PAGE))
    page = text(desk.post(f"{PAGE}{event.pk}/rejouer/", follow=True))
    assert "Nous regardons de nouveau" in page and "En attente" in page
    assert [ids for name, ids in pending() if name == "billing.pull"] == [{"about": "in_1"}]
    assert desk.get(f"{PAGE}{event.pk}/rejouer/").status_code == 302


def test_a_reader_moves_nothing(books, console, key):
    sign_in(console, make_biller("provider_billing_reader"))
    event = StripeEvent.objects.create(event_id="evt_1", type="invoice.paid", object_id="in_1")
    assert "Regarder de nouveau" not in text(console.get(PAGE))
    assert console.post(f"{PAGE}{event.pk}/rejouer/").status_code == 403
