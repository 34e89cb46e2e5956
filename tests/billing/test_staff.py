"""A city's side of billing, page by page."""

import csv
import io
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agora.context import enter, public
from billing import clock
from billing.models import BillingAccount, DueItem, InvoiceLine, Paper, ServiceOrder
from tests.billing.test_scans import pdf
from tests.factories import billing
from tests.factories.city_books import PDF, XML
from tests.factories.people import make_staff, sign_in

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 20)


def url(name, *args):
    return reverse(f"billing_staff:{name}", "agora.conf.urls_city", args)


def text(answer):
    """A page as it is read, its spaces plain."""
    return unescape(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def books(two_books):
    return two_books["villeneuve"]


@pytest.fixture(autouse=True)
def today():
    with clock.at(ON):
        yield


def test_what_is_to_give_comes_first_then_what_ones_services_hold(books, accountant):
    page = text(accountant.get(url("todo")))

    assert page.index("Hébergement villeneuve") < page.index("AG2026-000001")
    assert url("give", books.due.uid) in page
    assert "Un retard de paiement ne change rien à votre site." in page
    assert "01 47 00 00 00" in page and "facturation@agora.example" in page


def test_nothing_to_do_is_said_kindly(books, accountant):
    with public():
        DueItem.objects.filter(pk=books.due.pk).update(state="ready")
        billing.paid(books.invoice, 580_000, on=ON)

    page = text(accountant.get(url("todo")))

    assert "Aucune référence ne manque" in page
    assert "Factures que vos services ont en main" not in page
    assert page.index("Dernières factures") < page.index("AG2026-000001")


def test_references_are_given_in_one_form(books, accountant):
    answer = accountant.post(
        url("give", books.due.uid), {"engagement": "2026-117", "service_code": "DSI"}, follow=True
    )

    assert answer.redirect_chain == [(url("todo"), 302)]
    assert "Les références sont enregistrées." in text(answer)
    with public():
        kept = DueItem.objects.get(pk=books.due.pk)
        assert (kept.state, kept.engagement, kept.service_code) == ("ready", "2026-117", "DSI")
        assert kept.given_by_label == "Ida Compta"


def test_a_missing_reference_is_said_above_and_at_its_field_and_the_rest_is_kept(books, accountant):
    with public():
        BillingAccount.objects.filter(pk=books.account.pk).update(engagement_required=True)

    answer = accountant.post(url("give", books.due.uid), {"service_code": "DSI"})

    page = text(answer)
    assert answer.status_code == 422
    assert page.count("indiquez le numéro d’engagement.") == 2
    assert 'value="DSI"' in page and "<title>Erreur" in page
    with public():
        assert DueItem.objects.get(pk=books.due.pk).state == "awaiting_ref"


def test_an_item_being_invoiced_offers_a_call_and_no_form(books, accountant):
    with public():
        draft = billing.Invoice.objects.create(account=books.account)
        InvoiceLine.objects.create(
            invoice=draft, due_item=books.due, unit_cents=1, net_cents=1, vat_rate=20
        )
    for name, said in (
        ("give", {"engagement": "9"}),
        ("give_scan", {"scan": SimpleUploadedFile("bon.pdf", pdf())}),
    ):
        page = text(accountant.get(url(name, books.due.uid)))
        assert "appelez-nous pour la corriger" in page and "01 47 00 00 00" in page
        assert "<button" not in page.split("<main")[1]
        assert accountant.post(url(name, books.due.uid), said).status_code == 422


def test_an_order_is_sent_and_read_again(books, accountant):
    content = pdf()
    answer = accountant.post(
        url("give_scan", books.due.uid), {"scan": SimpleUploadedFile("Bon 12.pdf", content)}
    )

    assert answer.status_code == 302
    with public():
        kept = Paper.objects.get(name="Bon 12.pdf")
    read = accountant.get(url("paper", kept.uid))
    assert (read.content, read["Content-Type"]) == (content, "application/pdf")
    assert "attachment" in read["Content-Disposition"]


@pytest.mark.parametrize(
    "content", [pdf(script="app.alert(1)"), pdf(password="x"), b"<html></html>", b""]
)
def test_an_order_that_is_not_plain_is_refused_and_nothing_is_kept(books, accountant, content):
    answer = accountant.post(
        url("give_scan", books.due.uid), {"scan": SimpleUploadedFile("bon.pdf", content)}
    )

    assert answer.status_code == 422
    assert text(answer).count("Déposer un PDF simple de moins de 10 Mo.") == 2
    with public():
        assert not Paper.objects.filter(name="bon.pdf").exists()


def test_each_invoice_says_delivery_payment_turn_and_days(books, accountant):
    page = text(accountant.get(url("invoices")))

    for told in (
        "AG2026-000001",
        "12 000,00 €",
        "Mise à disposition",
        "À vos services",
        "Délai dépassé de 13 jours",
        "Payée en partie",
        "AV2026-000001",
        url("artifact", books.invoice.uid, "pdf"),
    ):
        assert told in page, told
    assert "AV2026-000001" not in text(accountant.get(url("invoices") + "?nature=factures"))
    assert "Aucun document ici" not in page


def questions(client, address):
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


@pytest.mark.parametrize("name", ["todo", "invoices", "schedule", "contract", "services"])
def test_a_page_asks_the_same_questions_however_long_its_list(books, accountant, name):
    questions(accountant, url(name))
    few = questions(accountant, url(name))
    with public():
        for year in range(2028, 2040):
            invoice = billing.issued(books.account, on=ON)
            billing.note_status(invoice, on=ON)
            start, end = date(year, 1, 1), date(year, 12, 31)
            billing.make_due(books.contract, period_start=start, period_end=end)
            billing.make_line(billing.make_contract(books.account))
            order = ServiceOrder.objects.create(
                account=books.account, city_id=books.order.city_id, kind=4, subject=str(year)
            )
            order.given.create(on=ON)
        books.account.due_items.filter(state="ready").update(state="awaiting_ref")

    assert questions(accountant, url(name)) == few
    assert few <= 15


def test_one_invoice_tells_its_way_why_and_whom_to_call(books, accountant):
    page = text(accountant.get(url("invoice", books.invoice.uid)))

    for told in (
        "CPP-villeneuve",
        "Déposée",
        "Pourquoi cet état ?",
        "Paiement reçu",
        "12 000,00 € facturés, 1 200,00 € d’avoirs, 5 000,00 € reçus",
        "<b>5 800,00 €</b>",
        "01 47 00 00 00",
        "facturation@agora.example",
        "AV2026-000001",
        "7 mars 2026",
    ):
        assert told in page, told
    note = text(accountant.get(url("invoice", books.credit_note.uid)))
    assert "Geste villeneuve" in note and "Pourquoi cet état" not in note
    assert "Elle n’est pas encore déposée" in note


def test_files_leave_as_they_were_issued(books, accountant):
    for kind, content in (("pdf", PDF), ("xml", XML)):
        answer = accountant.get(url("artifact", books.invoice.uid, kind))
        assert answer.content == content + b"villeneuve"
        assert answer["Content-Type"] == f"application/{kind}"
        assert f'filename="AG2026-000001.{kind}"' in answer["Content-Disposition"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        assert "sandbox" in answer["Content-Security-Policy"]
    assert accountant.get(url("artifact", books.invoice.uid, "attachment")).status_code == 404


def test_the_spreadsheet_speaks_french_accounting(books, accountant):
    with public():
        billing.paid(books.invoice, 700_000, on=ON)

    answer = accountant.get(url("invoices_csv"))
    content = b"".join(answer.streaming_content).decode("utf-8")

    assert content.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff")), delimiter=";"))
    assert [row["Numéro"] for row in rows] == ["AV2026-000001", "AG2026-000001"]
    assert rows[1]["Montant TTC"] == "12000,00"
    assert rows[1]["Reste à payer"] == "-1200,00"  # ours: not guarded
    assert (rows[1]["Paiement"], rows[0]["Reste à payer"]) == ("Trop payée", "")
    assert rows[1]["Engagement"] == "ENG-villeneuve"


def test_a_text_that_a_spreadsheet_would_compute_is_disarmed(books, accountant):
    with public():
        billing.issued(books.account, engagement="=1+1")

    content = b"".join(accountant.get(url("invoices_csv")).streaming_content).decode()

    assert ";'=1+1;" in content


def test_the_schedule_says_what_next_year_costs(books, accountant):
    page = text(accountant.get(url("schedule")))

    assert "À prévoir pour 2027" in page and "10 000,00 € hors taxes" in page
    assert "D’après les échéances déjà prévues." in page
    with public():
        DueItem.objects.filter(pk=books.planned.pk).delete()
    assert "D’après le contrat, s’il est reconduit." in text(accountant.get(url("schedule")))
    with public():
        books.account.due_items.all().delete()
        books.account.contracts.update(state="ended")
    assert "Aucune échéance n’est prévue" in text(accountant.get(url("schedule")))


def test_the_contract_says_until_when_and_how_to_leave(books, accountant):
    page = text(accountant.get(url("contract")))

    for told in (
        "0 sur 3",
        "31 décembre 2029",
        "écrivez-nous avant le 2 octobre 2026",
        "30 jours après réception",
        "Hébergement villeneuve",
        "DV-villeneuve",
        url("paper", books.quote_pdf.uid),
    ):
        assert told in page, told
    with public():
        books.account.contracts.update(state="notice_given", notice_on=date(2026, 3, 1))
    assert "1er mars 2026" in text(accountant.get(url("contract")))
    with public():
        books.account.contracts.update(state="draft")
    assert "Aucun contrat signé" in text(accountant.get(url("contract")))


def test_the_account_to_pay_is_the_confirmed_one_and_warns_of_fraud(books, accountant):
    other = "FR1420041010050500013M02606"
    with public():
        billing.make_provider(pending_iban=other)

    page = text(accountant.get(url("bank")))

    assert "FR76 3000 6000 0112 3456 7890 189" in page
    assert other[:4] not in page
    assert "Méfiez-vous des faux RIB" in page
    with public():
        billing.make_provider(iban="", bic="", pending_iban=other)
    page = text(accountant.get(url("bank")))
    assert "Notre RIB n’est pas encore confirmé" in page and other[:4] not in page


def test_where_transfers_go_through_stripe_the_invoice_says_where(books, accountant):
    with public():
        BillingAccount.objects.filter(pk=books.account.pk).update(rail="stripe_transfer")

    page = text(accountant.get(url("bank")))

    assert "son IBAN est écrit sur chaque facture" in page
    assert "FR76" not in page


def test_days_ordered_given_and_left_are_shown(books, accountant):
    page = text(accountant.get(url("services")))

    assert "Formation villeneuve" in page and "Atelier villeneuve" in page
    assert page.count("<b>1,5</b>") == 2  # given, and left
    with public():
        ServiceOrder.objects.filter(pk=books.order.pk).update(days_ordered=1)
    assert "<b>0</b>restants" in text(accountant.get(url("services")))


def test_a_service_is_asked_from_the_citys_own_pages(books, accountant):
    wrong = accountant.post(url("ask"), {"subject": "Former l’accueil"})
    assert wrong.status_code == 422
    assert "Former l’accueil" in text(wrong)

    right = accountant.post(
        url("ask"), {"kind": "4", "subject": "Former l’accueil", "wish": "En mai"}, follow=True
    )

    assert "Votre demande est partie." in text(right)
    with public():
        asked = ServiceOrder.objects.get(subject="Former l’accueil")
        assert (asked.city.name, asked.account_id, asked.state) == (
            "Villeneuve",
            books.account.pk,
            "asked",
        )


def test_empty_pages_say_what_to_do(client, cities):
    with public():
        billing.make_provider()
        billing.make_account(city=billing.City.objects.get(name="Villeneuve"))
    with enter(cities["villeneuve"]):
        contact, viewer = make_staff("billing_contact"), make_staff("billing_viewer")
    sign_in(client, contact)

    for name, told in (
        ("todo", "Aucune référence ne manque"),
        ("invoices", "Aucun document ici"),
        ("schedule", "Aucune échéance n’est prévue"),
        ("contract", "Aucun contrat signé"),
        ("services", "Former vos équipes"),
    ):
        assert told in text(client.get(url(name))), name
    sign_in(client, viewer)
    assert "peuvent en demander" in text(client.get(url("services")))


def test_the_menu_of_the_team_leads_there(books, accountant, client, cities):
    assert f'href="{url("todo")}"' in text(accountant.get("/gestion/"))
    with enter(cities["villeneuve"]):
        sign_in(client, make_staff("moderator"))
    assert f'href="{url("todo")}"' not in text(client.get("/gestion/"))
