"""Invoices at the provider's: from due items to the original, step by step."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from billing import clock, issuing
from billing.models import Invoice, Kind
from tests.factories.billing import (
    issued,
    make_account,
    make_biller,
    make_contract,
    make_due,
    note_status,
    paid,
)
from tests.factories.people import make_staff, sign_in

pytestmark = pytest.mark.django_db
LIST = "/facturation/factures/"
DAY = date(2026, 2, 2)


@pytest.fixture
def contract(books):
    return make_contract(make_account(city=books["villeneuve"], name="Ville de Villeneuve"))


@pytest.fixture
def desk(contract, console):
    return sign_in(console, make_biller())


def text(answer):
    return answer.content.decode()


def address(invoice, verb=""):
    return f"{LIST}{invoice.uid}/{verb}"


def test_only_those_who_work_on_billing_come_in(contract, console):
    invoice = issued(contract.account)
    assert console.get(LIST).status_code == 302
    sign_in(console, make_staff("provider_operations"))
    for url in (LIST, address(invoice), address(invoice, "pdf/"), address(invoice, "avoir/")):
        assert console.get(url).status_code == 403


def test_a_reader_reads_and_moves_nothing(contract, console):
    sign_in(console, make_biller("provider_billing_reader"))
    make_due(contract)
    draft = Invoice.objects.create(account=contract.account)
    page = text(console.get(LIST))
    assert "Prêt à facturer" in page and "Préparer la facture" not in page
    assert "Émettre" not in text(console.get(address(draft)))
    assert console.post(address(draft, "emettre/")).status_code == 403
    assert console.post(address(draft, "jeter/")).status_code == 403


def test_from_due_items_to_the_original(desk, contract):
    items = [
        make_due(contract),
        make_due(contract, kind=Kind.MAINTENANCE, label="Maintenance", unit_cents=410_000),
    ]
    assert "Maintenance" in text(desk.get(LIST))

    made = desk.post(f"{LIST}brouillon/", {"item": [str(item.uid) for item in items]})
    draft = Invoice.objects.get()
    assert made["Location"] == address(draft)
    page = text(desk.get(address(draft)))
    assert "16\u202f920,00" in page and "Émettre" in page

    assert desk.post(address(draft, "emettre/")).status_code == 302
    assert "Émission en cours" in text(desk.get(address(draft)))
    with clock.at(DAY):
        issuing.issue(draft.pk)

    watched = text(desk.get(address(draft), headers={"HX-Request": "true"}))
    assert "Émise\u00a0: AG2026-000001" in watched and "<html" not in watched
    page = text(desk.get(address(draft)))
    assert "AG2026-000001" in page and "À déposer" in page
    pdf = desk.get(address(draft, "pdf/"))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    xml = desk.get(address(draft, "xml/"))
    assert "AG2026-000001.xml" in xml["Content-Disposition"]
    assert "no-store" in pdf["Cache-Control"]


def test_items_of_two_places_make_two_invoices(desk, contract):
    one = make_due(contract, engagement="EJ1")
    two = make_due(contract, engagement="EJ2")
    answer = desk.post(f"{LIST}brouillon/", {"item": [str(one.uid), str(two.uid)]}, follow=True)
    assert "faites une facture pour chacun" in text(answer)
    assert not Invoice.objects.exists()
    assert text(desk.get(LIST)).count("Préparer la facture") == 2


@pytest.mark.parametrize("chosen", [[], ["nonsense"], ["x" * 36]])
def test_nothing_chosen_is_said(desk, chosen):
    answer = desk.post(f"{LIST}brouillon/", {"item": chosen}, follow=True)
    assert "Choisissez au moins une échéance" in text(answer)


def test_what_prevents_issuing_stands_on_the_draft(desk, books):
    contract = make_contract(make_account(engagement_required=True))
    desk.post(f"{LIST}brouillon/", {"item": [str(make_due(contract).uid)]})
    draft = Invoice.objects.get()
    desk.post(address(draft, "emettre/"))
    issuing.issue(draft.pk)

    page = text(desk.get(address(draft)))
    assert "Ce qui empêche d’émettre" in page and "engagement" in page
    assert "Émission en cours" not in page


def test_a_draft_is_thrown_and_an_original_is_not(desk, contract):
    draft = Invoice.objects.create(account=contract.account)
    assert "est jeté" in text(desk.post(address(draft, "jeter/"), follow=True))
    kept = issued(contract.account)
    assert "un avoir la corrige" in text(desk.post(address(kept, "jeter/"), follow=True))
    assert "est émise" in text(desk.post(address(kept, "emettre/"), follow=True))
    assert Invoice.objects.get() == kept


def test_the_page_tells_both_axes_apart(desk, contract):
    invoice = issued(contract.account, on=DAY)
    note_status(invoice, "DEPOSEE", on=date(2026, 2, 3), chorus_number="CPP-77")
    note_status(invoice, "MISE_A_DISPOSITION", on=date(2026, 2, 4))
    paid(invoice, 200_000, on=date(2026, 3, 1))
    with clock.at(date(2026, 3, 20)):
        page = text(desk.get(address(invoice)))
    assert "CPP-77" in page and "Mise à disposition" in page
    assert "Payée en partie" in page and "10\u202f000,00" in page
    assert "jours de retard, attendue le 6\xa0mars\xa02026" in page


def test_a_credit_note_is_prepared_by_an_approver(contract, console):
    invoice = issued(contract.account)
    sign_in(console, make_biller())
    assert console.get(address(invoice, "avoir/")).status_code == 403

    sign_in(console, make_biller("provider_billing_approver"))
    line = invoice.lines.get()
    wrong = console.post(address(invoice, "avoir/"), {"reason": "", f"line_{line.pk}": "1e9"})
    assert wrong.status_code == 422
    assert "Montant attendu" in text(wrong) and "1e9" in text(wrong)
    too_much = console.post(
        address(invoice, "avoir/"), {"reason": "Trop", f"line_{line.pk}": "10000,01"}
    )
    assert "au plus 10000,00" in text(too_much)
    hidden = console.post(address(invoice, "avoir/"), {"reason": "Er\u202ereur"})
    assert "Caractère invisible en position 3" in text(hidden)

    made = console.post(
        address(invoice, "avoir/"), {"reason": "Un mois sans service", f"line_{line.pk}": "800"}
    )
    credit = Invoice.objects.get(kind=381)
    assert made["Location"] == address(credit)
    assert (credit.ht_cents, credit.ttc_cents) == (80_000, 96_000)
    assert "Avoir à émettre" in text(console.get(address(credit)))


def test_filters_find_what_they_name(desk, contract):
    late = issued(contract.account, on=DAY)
    done = issued(contract.account, on=date(2026, 2, 3))
    paid(done, on=date(2026, 3, 1))
    draft = Invoice.objects.create(account=contract.account)

    def shown(query):
        page = text(desk.get(LIST, query))
        return {one for one in (late, done, draft) if str(one.uid) in page}

    assert shown({}) == {late, done, draft}
    assert shown({"etat": "brouillons"}) == {draft}
    assert shown({"etat": "a-payer"}) == {late}
    assert shown({"etat": "payees"}) == {done}
    assert shown({"etat": "avoirs"}) == set()
    assert shown({"annee": "2025"}) == set()
    assert shown({"q": done.number}) == {done}
    assert shown({"annee": "deux mille", "page": "x"}) == {late, done, draft}


def test_the_list_costs_the_same_whatever_its_length(desk, contract):
    def count():
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(LIST).status_code == 200
        return len(asked)

    note_status(issued(contract.account), on=DAY)
    make_due(contract)
    few = count()
    assert few <= 12
    for n in range(8):
        invoice = issued(make_account(), on=DAY)
        note_status(invoice, on=DAY)
        paid(invoice, 100 + n, on=DAY)
        make_due(make_contract(make_account()))
    assert count() == few


def test_unknown_invoices_and_kinds_are_not_there(desk, contract):
    invoice = issued(contract.account)
    assert desk.get(f"{LIST}00000000-0000-4000-8000-000000000000/").status_code == 404
    assert desk.get(address(invoice, "attachment/")).status_code == 404
    assert desk.get(address(invoice, "pdf/")).status_code == 404
