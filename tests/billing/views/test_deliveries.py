"""« À déposer »: what waits for us, noted from what Chorus Pro says."""

from datetime import date

import pytest

from agora.context import public
from billing import clock
from billing.models import Artifact, Chorus, DeliveryEvent
from tests.factories.billing import issued, make_account, make_biller, note_status, paid
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
LIST = "/facturation/a-deposer/"
ISSUED = date(2026, 2, 2)


@pytest.fixture(autouse=True)
def in_march():
    with clock.at(date(2026, 3, 3)):
        yield


@pytest.fixture
def ops(console, books):
    return sign_in(console, make_biller())


@pytest.fixture
def invoice(books):
    return issued(make_account(name="Commune d’Évry"), engagement="ENG-7")


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def test_an_empty_list_says_what_comes_next(ops):
    assert "Rien n’attend" in text(ops.get(LIST))


def test_each_document_stands_where_its_next_step_is(ops, invoice):
    account = invoice.account
    for code in (Chorus.A_RECYCLER, Chorus.SUSPENDUE, Chorus.REJETEE):
        one = issued(account)
        note_status(one, on=ISSUED)
        note_status(one, code, on=ISSUED, note=f"Motif {code}")
    page = text(ops.get(LIST))

    for words in ("Jamais déposées", "À renvoyer", "attend notre réponse", "Rejetées", "ENG-7"):
        assert words in page
    assert "Motif SUSPENDUE" in page


@pytest.mark.parametrize("count", [1, 7])
def test_the_list_takes_a_fixed_number_of_queries(ops, invoice, django_assert_num_queries, count):
    for _n in range(count):
        issued(invoice.account)
    ops.get(LIST)
    with django_assert_num_queries(4):
        ops.get(LIST)


def test_ticking_deposited_keeps_the_number_and_leaves_the_list(ops, invoice):
    answer = ops.post(f"{LIST}{invoice.uid}/deposee/", {"chorus_number": "CPP-77"})

    assert answer.headers["Location"] == LIST
    kept = DeliveryEvent.objects.get()
    assert (kept.code, kept.chorus_number) == (Chorus.DEPOSEE, "CPP-77")
    assert "Rien n’attend" in text(ops.get(LIST))


def test_a_number_that_hides_a_sign_is_asked_again(ops, invoice):
    page = text(ops.post(f"{LIST}{invoice.uid}/deposee/", {"chorus_number": "CPP\u202e7"}), 422)
    assert "Caractère invisible en position 4" in page
    assert not DeliveryEvent.objects.exists()


def test_opening_the_address_of_the_tick_leads_to_the_form(ops, invoice):
    answer = ops.get(f"{LIST}{invoice.uid}/deposee/")
    assert answer.headers["Location"] == f"{LIST}{invoice.uid}/"


def status(**fields):
    given = {"code": "SUSPENDUE", "on": "2026-03-01", "note": "Bon de commande absent"}
    return given | fields


def test_any_status_is_noted_with_its_day_and_reason(ops, invoice):
    answer = ops.post(f"{LIST}{invoice.uid}/", status())

    assert answer.headers["Location"] == f"/facturation/factures/pourquoi/{invoice.uid}/"
    kept = DeliveryEvent.objects.get()
    assert (kept.code, kept.note, clock.day_of(kept.at)) == (
        "SUSPENDUE",
        "Bon de commande absent",
        date(2026, 3, 1),
    )


def test_what_is_refused_is_said_at_its_field_with_what_was_typed(ops, invoice):
    page = text(ops.post(f"{LIST}{invoice.uid}/", status(note="", chorus_number="CPP-77")), 422)
    assert "Recopiez le motif que Chorus Pro affiche" in page
    assert 'value="CPP-77"' in page
    page = text(ops.post(f"{LIST}{invoice.uid}/", status(on="2026-03-04")), 422)
    assert "Cette date n’est pas encore venue" in page


def test_the_form_proposes_the_status_the_list_asks_for(ops, invoice):
    page = text(ops.get(f"{LIST}{invoice.uid}/?statut=COMPLETEE"))
    assert '<option value="COMPLETEE" selected>' in page
    assert "Rien ne s’efface ici" in page


def test_the_bytes_come_as_issued(ops, invoice):
    Artifact.objects.create(
        invoice=invoice, kind="pdf", name="AG2026-000001.pdf", sha256="0" * 64, content=b"%PDF"
    )
    original = f"/facturation/factures/{invoice.uid}/"
    assert f'download href="{original}pdf/"' in text(ops.get(LIST))
    answer = ops.get(f"{original}pdf/")

    assert (answer.content, answer.headers["Content-Type"]) == (b"%PDF", "application/pdf")
    assert 'filename="AG2026-000001.pdf"' in answer.headers["Content-Disposition"]
    for kind in ("xml", "attachment", "autre"):
        assert ops.get(f"{original}{kind}/").status_code == 404


def test_the_facts_of_a_state_stand_in_order(ops, invoice):
    note_status(invoice, on=ISSUED, chorus_number="CPP-77")
    paid(invoice, 200_000, on=date(2026, 2, 20))
    page = text(ops.get(f"/facturation/factures/pourquoi/{invoice.uid}/"))

    assert "Payée en partie" in page
    assert page.index("Facture émise") < page.index("Paiement reçu")
    assert "10\u202f000,00" in page
    assert "CPP-77" in page


def test_a_credit_note_sends_to_the_facts_of_its_invoice(ops, invoice):
    credit = issued(invoice.account, kind=381, corrects=invoice)
    page = text(ops.get(f"/facturation/factures/pourquoi/{credit.uid}/"))
    assert f"/facturation/factures/pourquoi/{invoice.uid}/" in page


def test_who_only_reads_sees_all_and_notes_nothing(console, invoice):
    with public():
        reader = make_biller("provider_billing_reader")
    sign_in(console, reader)
    page = text(console.get(LIST))
    assert invoice.number in page
    assert "<form" not in page.split("<main")[1]
    assert console.post(f"{LIST}{invoice.uid}/deposee/").status_code == 403
    assert console.post(f"{LIST}{invoice.uid}/", status()).status_code == 403


def test_who_has_no_billing_role_does_not_enter(console, invoice):
    assert console.get(LIST).status_code == 302
    sign_in(console, make_biller("director"))
    why = f"/facturation/factures/pourquoi/{invoice.uid}/"
    for address in (LIST, why):
        assert console.get(address).status_code == 403
