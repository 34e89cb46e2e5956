"""Our own checks: all at once, at their field, in French, with what to do. (Mutants: apart.)"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from billing.einvoice import vat
from billing.einvoice.checks import Demands, NotValid, Refusal, check, refusals
from billing.einvoice.document import Period
from tests.billing.einvoice.papers import (
    POSTCODES,
    buyer,
    credit_note,
    invoice,
    line,
    seller,
    training,
)


def message(document, code, **demands):
    with translation.override("fr"):
        found = refusals(document, demands=Demands(**demands))
        return next(refusal.message for refusal in found if refusal.code == code)


def test_a_good_document_passes():
    check(invoice())
    check(credit_note())
    check(invoice(line(), training()))


def test_everything_wrong_is_said_at_once():
    with pytest.raises(NotValid) as refused:
        check(invoice(number="", iban="FR00", buyer=buyer(siret="1")))

    assert set(refused.value.codes) == {"number", "siret", "iban"}
    assert "buyer.siret" in str(refused.value)


def test_the_place_of_an_invisible_character_is_said():
    found = message(invoice(buyer=buyer(name="Ville\u202e")), "invisible-character")

    assert found == "Caractère invisible en position 6\u00a0: le retirer."


def test_a_mistyped_siret_says_what_to_look_at():
    found = message(invoice(buyer=buyer(siret="1")), "siret")

    assert found == "SIRET mal recopié\u00a0: vérifiez les 14 chiffres."


def test_a_reference_that_chorus_demands_says_whom_to_ask():
    found = message(invoice(order_ref=""), "engagement-missing", engagement=True)

    assert found == (
        "Chorus rejetterait\u00a0: demander l’engagement à Ville de Saint-Étienne-du-Bois."
    )


def test_a_rate_that_is_not_of_here_is_said():
    found = message(invoice(line(vat_rate=Decimal("5.5"))), "vat-rate")

    assert found.startswith("TVA de 5,5\u00a0% impossible ici")


@pytest.mark.parametrize(
    ("demands", "changes"),
    [
        ({"service": True}, {"order_ref": ""}),
        ({"engagement": True}, {"service_code": ""}),
        ({"service_or_engagement": True}, {"service_code": ""}),
        ({"service_or_engagement": True}, {"order_ref": ""}),
    ],
)
def test_a_reference_given_is_enough(demands, changes):
    assert refusals(invoice(**changes), demands=Demands(**demands)) == []


def test_a_credit_note_needs_neither_account_nor_due_date():
    assert refusals(credit_note(iban="", due_on=None, payment_terms="")) == []


def test_periods_in_order_and_free_notes_pass():
    year = Period(start=date(2026, 1, 1), end=date(2026, 12, 31))

    assert refusals(invoice(line(period=year), period=year, notes=("Sur\ndeux lignes",))) == []


def test_a_note_is_looked_at_too():
    (refusal,) = refusals(invoice(notes=("Bien", "Mal\u200b")))

    assert (refusal.code, refusal.field) == ("invisible-character", "notes.2")


def test_an_invoice_without_a_due_date_may_have_terms():
    assert refusals(invoice(due_on=None)) == []


def test_only_a_public_buyer_is_held_to_thirty_days():
    late = invoice(due_on=invoice().due_on.replace(year=2027))

    assert [refusal.code for refusal in refusals(late)] == ["due-late"]
    assert refusals(replace(late, public_buyer=False)) == []


@pytest.mark.parametrize("territory", POSTCODES)
def test_the_rate_of_the_tariff_passes_in_its_territory(territory):

    taxed = vat.services(territory, invoice().issued_on)
    there = invoice(
        line(
            vat_rate=taxed.rate,
            vat_category=taxed.category,
            exemption_code=taxed.exemption_code,
            exemption_reason=taxed.exemption_reason,
        ),
        territory=territory,
        buyer=buyer(postcode=POSTCODES[territory]),
    )

    assert refusals(there) == []


def test_a_foreign_party_has_no_french_postcode():
    assert refusals(invoice(seller=seller(country_code="BE", postcode="B-1000"))) == []
    assert refusals(invoice(buyer=buyer(country_code="DE", postcode="20095"))) == []  # Hamburg


def test_a_refusal_speaks_the_language_of_its_reader():
    said = Refusal(code="x", field="", text="En %(place)d", params={"place": 2})

    assert said.message == "En 2"
