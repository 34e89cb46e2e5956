"""From the grid to the signed scan, page by page."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agora.rules import SYSTEM
from billing import clock
from billing.actions.prices import set_grid
from billing.models import Kind, Quote, QuoteLine
from tests.billing.test_scans import PNG
from tests.factories.billing import make_account, make_biller
from tests.factories.people import sign_in

BEGUN = {
    "title": "Plateforme citoyenne",
    "starts_on": "2026-08-01",
    "term": "31-12",
    "max_renewals": "3",
    "training_days": "1,5",
    "advice_days": "",
    "from_grid": "on",
}


@pytest.fixture
def biller(books, console):
    set_grid(actor=SYSTEM, valid_from=date(2026, 1, 1))
    sign_in(console, make_biller())
    return console


@pytest.fixture
def account(books):
    return make_account(city=books["villeneuve"], name="Commune de Villeneuve")


@pytest.fixture(autouse=True)
def march():
    with clock.at(date(2026, 3, 10)):
        yield


def begun(biller, account, **typed):
    answer = biller.post(f"/facturation/comptes/{account.uid}/devis/", BEGUN | typed)
    assert answer.status_code == 302, answer.text
    return Quote.objects.get(uid=answer.url.split("/")[-2])


def act(biller, quote, verb):
    return biller.post(f"/facturation/devis/{quote.uid}/{verb}/", follow=True)


def test_a_quote_begins_from_the_grid(biller, account):
    assert "Préparer un devis" in biller.get(f"/facturation/comptes/{account.uid}/devis/").text
    quote = begun(biller, account)

    page = biller.get(f"/facturation/devis/{quote.uid}/").text

    assert "Hébergement" in page
    assert "153/365 jours" in page
    assert "Total HT sur 4 ans, reconductions comprises" in page
    assert "Figer et envoyer" in page


def test_days_not_by_halves_are_refused_with_what_was_typed(biller, account):
    typed = BEGUN | {"training_days": "1,3"}
    answer = biller.post(f"/facturation/comptes/{account.uid}/devis/", typed)

    assert answer.status_code == 422
    assert "Comptez par demi-journées" in answer.text
    assert 'value="1,3"' in answer.text


def test_lines_are_written_corrected_and_taken_off(biller, account):
    quote = begun(biller, account, from_grid="")
    where = f"/facturation/devis/{quote.uid}/lignes/"
    typed = {"kind": Kind.ADVICE, "label": "Cadrage", "quantity": "2", "unit_cents": "950"}
    assert biller.post(where, typed | {"label": ""}).status_code == 422
    biller.post(where, typed)
    line = QuoteLine.objects.get()

    assert 'value="950,00"' in biller.get(f"{where}{line.pk}/").text
    biller.post(f"{where}{line.pk}/", typed | {"unit_cents": "900,50"})
    quote.refresh_from_db()
    assert quote.ht_cents == 1_801_00

    biller.post(f"{where}{line.pk}/retirer/")
    assert "Aucune ligne" in biller.get(f"/facturation/devis/{quote.uid}/").text
    assert biller.get(f"{where}{line.pk}/").status_code == 404
    assert "Ajoutez au moins une ligne" in act(biller, quote, "envoyer").text


def test_a_draft_is_corrected_or_thrown(biller, account):
    quote = begun(biller, account)
    typed = BEGUN | {"term": "12-mois", "note": "Vu avec Mme Ouvrard."}
    biller.post(f"/facturation/devis/{quote.uid}/modifier/", typed)
    quote.refresh_from_db()
    assert (quote.to_year_end, quote.note) == (False, "Vu avec Mme Ouvrard.")

    answer = act(biller, quote, "jeter")

    assert answer.redirect_chain[-1][0] == f"/facturation/comptes/{account.uid}/"
    assert not Quote.objects.exists()


def test_sent_then_signed(biller, account):
    quote = begun(biller, account)
    page = act(biller, quote, "envoyer").text
    assert "DV2026-000001" in page
    quote.refresh_from_db()
    kept = biller.get(f"/facturation/pieces/{quote.pdf.uid}/")
    assert kept.content.startswith(b"%PDF")
    assert "attachment" in kept["Content-Disposition"]
    assert kept["Cache-Control"] == "private, no-store"

    biller.post(
        f"/facturation/devis/{quote.uid}/accord/", {"scan": SimpleUploadedFile("b.png", PNG)}
    )

    page = biller.get(f"/facturation/devis/{quote.uid}/").text
    assert "Accepté" in page
    assert "Ouvrir le contrat" in page


@pytest.mark.parametrize("content", [b"MZ a program", b"", None])
def test_a_scan_that_is_no_plain_paper_is_refused_at_its_field(biller, account, content):
    quote = begun(biller, account)
    act(biller, quote, "envoyer")
    sent = {} if content is None else {"scan": SimpleUploadedFile("b.pdf", content)}

    answer = biller.post(f"/facturation/devis/{quote.uid}/accord/", sent)

    assert answer.status_code == 422
    assert answer.text.count("Déposer un PDF simple de moins de 10\u00a0Mo.") == 2
    quote.refresh_from_db()
    assert quote.state == "sent"


def test_signing_too_late_asks_for_a_new_version(biller, account):
    quote = begun(biller, account)
    act(biller, quote, "envoyer")
    with clock.at(date(2026, 6, 9)):
        answer = biller.post(
            f"/facturation/devis/{quote.uid}/accord/", {"scan": SimpleUploadedFile("b.png", PNG)}
        )
        page = biller.get(f"/facturation/devis/{quote.uid}/").text

    assert answer.status_code == 422
    assert "Devis expiré le 8\u00a0juin\u00a02026\u00a0: créer une nouvelle version." in answer.text
    assert "Délai passé" in page
    version = act(biller, quote, "version")
    assert "Remplace DV2026-000001" in version.text


def test_what_is_frozen_says_so(biller, account):
    quote = begun(biller, account)
    act(biller, quote, "envoyer")

    answer = biller.post(f"/facturation/devis/{quote.uid}/modifier/", BEGUN)

    assert answer.status_code == 422
    assert "Ce devis est figé" in answer.text
    assert "figé" in act(biller, quote, "jeter").text
    assert "Refusé" in act(biller, quote, "refus").text
    assert act(biller, quote, "autre").status_code == 404


def test_a_button_followed_by_get_does_nothing(biller, account):
    quote = begun(biller, account)

    assert biller.get(f"/facturation/devis/{quote.uid}/envoyer/").status_code == 302
    quote.refresh_from_db()
    assert quote.state == "draft"


def test_quotes_are_filtered_and_cost_the_same_at_any_size(
    biller, account, django_assert_max_num_queries
):
    assert "Aucun devis encore" in biller.get("/facturation/devis/").text
    act(biller, begun(biller, account, title="Envoyé hier"), "envoyer")
    begun(biller, account, title="En préparation")

    page = biller.get("/facturation/devis/?etat=sent").text
    assert "Envoyé hier" in page
    assert "En préparation" not in page
    assert "En préparation" in biller.get("/facturation/devis/?q=villeneuve").text
    assert "Aucun devis ne correspond" in biller.get("/facturation/devis/?q=zzz").text
    for _turn in range(5):
        begun(biller, account)
    with django_assert_max_num_queries(4):
        assert "7 devis" in biller.get("/facturation/devis/").text


def test_a_reader_sees_a_quote_without_its_verbs(biller, account):
    quote = begun(biller, account)
    sign_in(biller, make_biller("provider_billing_reader"))

    page = biller.get(f"/facturation/devis/{quote.uid}/").text

    assert "Figer et envoyer" not in page
    assert biller.post(f"/facturation/devis/{quote.uid}/envoyer/").status_code == 403
    assert biller.get(f"/facturation/pieces/{quote.uid}/").status_code == 404
