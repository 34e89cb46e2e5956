"""What the paper says, in the order it is read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from billing.einvoice import page, vat
from billing.einvoice.document import Period, Totals, totals_of
from tests.billing.einvoice.papers import buyer, credit_note, invoice, line, seller, training

SPACE = "\u00a0"


def offer(**changes):
    lines = (line(), training())
    taxes = invoice(*lines).taxes
    facts = {
        "number": "DV2026-000007",
        "issued_on": date(2026, 11, 28),
        "valid_until": date(2027, 1, 28),
        "seller": seller(),
        "buyer": buyer(),
        "lines": lines,
        "taxes": taxes,
        "totals": totals_of(taxes),
    }
    return page.Offer(**{**facts, **changes})


def plain(texts):
    return [text.replace(SPACE, " ") for text in texts]


def cells(found):
    return {one["label"]: one["value"].replace(SPACE, " ") for one in found}


def test_an_invoice_says_what_it_is_and_when_it_is_due():
    said = page.invoice(invoice())

    assert said["kind"] == "Facture"
    assert said["due"].replace(SPACE, " ") == (
        "À régler par virement au plus tard le 28 décembre 2026"
    )
    assert said["total"].replace(SPACE, " ") == "16 920,00 €"
    assert plain(said["facts"]) == [
        "Émise le 28 novembre 2026",
        "Prestation réalisée le 28 novembre 2026",
    ]


def test_the_references_are_in_the_order_of_chorus():
    said = cells(page.invoice(invoice())["references"])

    assert list(said) == [
        "Code service",
        "N° d’engagement",
        "N° de marché",
        "SIRET du destinataire",
    ]
    assert said["N° d’engagement"] == "EJ-2026-001234"


def test_a_reference_not_asked_for_leaves_no_empty_cell():
    bare = invoice(service_code="", contract_ref="", order_ref="")

    assert list(cells(page.invoice(bare)["references"])) == ["SIRET du destinataire"]


def test_the_account_is_where_the_document_says():
    assert cells(page.invoice(invoice())["bank"])["IBAN"] == "FR14 2004 1010 0505 0001 3M02 606"


def test_a_credit_note_asks_for_nothing_and_names_its_invoice():
    said = page.invoice(credit_note())

    assert said["kind"] == "Avoir"
    assert said["facts"][0].startswith("Émis le")
    assert said["corrects"].replace(SPACE, " ") == "n° AG2026-000042 du 1er novembre 2026"
    assert said["due"] == ""
    assert said["total_lead"] == "Total de l’avoir TTC"


def test_an_invoice_without_a_due_date_says_its_terms():
    said = page.invoice(invoice(due_on=None))

    assert said["due"] == "À régler par virement"
    assert said["terms"] == ["À 30 jours de la réception"]


def test_a_year_begun_late_says_its_days():
    period = Period(start=date(2026, 8, 1), end=date(2026, 12, 31))
    (said,) = page.invoice(invoice(line(note="153/365 jours", period=period), period=period))[
        "lines"
    ]

    assert plain(said["rows"]) == ["153/365 jours", "Du 1er août au 31 décembre 2026"]
    assert said["quantity"] == "1"


def test_an_exempt_rate_says_why():
    said = page.invoice(invoice(line(), training()))["taxes"]

    assert [tax["reason"] for tax in said] == ["", "TVA non applicable, art. 261-4-4° a du CGI"]


def test_lines_exempt_for_several_reasons_each_say_theirs():
    outside = vat.OUTSIDE
    hosting = line(vat_rate=Decimal(0), vat_category="E", exemption_reason=outside.exemption_reason)
    said = page.invoice(invoice(hosting, training()))

    assert [one["rows"][-1] for one in said["lines"]] == [
        outside.exemption_reason,
        vat.TRAINING.exemption_reason,
    ]
    assert len(said["taxes"]) == 1


def test_a_party_abroad_or_with_a_contact_says_so():
    said = page.invoice(
        invoice(buyer=buyer(contact="Mme Aubigné", country_code="BE", vat_id="BE1"))
    )["buyer"]

    assert said["rows"][0] == "À l’attention de Mme Aubigné"
    assert said["rows"][-2:] == ["BE", "TVA BE1"]


def test_the_seller_without_a_vat_id_says_none():
    said = page.invoice(replace(invoice(), seller=seller(vat_id="")))["seller"]

    assert not any(row.startswith("TVA") for row in said["rows"])


def test_a_quote_says_how_long_it_holds_and_where_to_sign():
    said = page.quote(offer())

    assert plain(said["facts"]) == [
        "Établi le 28 novembre 2026",
        "Valable jusqu’au 28 janvier 2027",
    ]
    assert "DV2026-000007" in said["agreement"]
    assert said["whole"] == []
    assert said["threshold"] == ""


@pytest.mark.parametrize(
    ("net", "word"), [(5_999_999, "Inférieur"), (6_000_000, "Égal ou supérieur")]
)
def test_a_quote_sets_its_whole_cost_beside_the_threshold(net, word):
    whole = Totals(net_cents=net, vat_cents=0, gross_cents=net)
    said = page.quote(offer(whole=whole, years=4, threshold_cents=6_000_000))

    assert list(cells(said["whole"])) == [
        "Total HT sur 4 ans, reconductions comprises",
        "Total TTC sur 4 ans",
    ]
    assert said["threshold"].startswith(word)


def test_a_whole_cost_without_a_threshold_says_nothing_of_it():
    whole = Totals(net_cents=1, vat_cents=0, gross_cents=1)
    said = page.quote(offer(whole=whole))

    assert next(iter(cells(said["whole"]))) == "Total HT sur 1 an, reconductions comprises"
    assert said["threshold"] == ""


def test_an_offer_without_a_number_is_indicative_and_not_signed():
    said = page.quote(offer(number=""))

    assert (said["title"], said["number"], said["agreement"]) == (
        "Devis indicatif",
        "indicatif",
        "",
    )
