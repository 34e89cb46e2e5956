"""Business terms where EN 16931 and Chorus Pro read them."""

import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from billing.einvoice import mapping
from billing.einvoice.document import Period
from tests.billing.einvoice.papers import buyer, credit_note, invoice, line, seller, training

NAMES = {
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}


def read(document, path):
    """The texts at a path of the XML."""
    return etree.fromstring(mapping.xml_of(document)).xpath(path, namespaces=NAMES)


def text(document, *tags):
    return read(document, "//" + "/".join(f"ram:{tag}" for tag in tags) + "/text()")


@pytest.mark.parametrize(
    ("cents", "text"), [(0, "0.00"), (5, "0.05"), (1_410_000, "14100.00"), (-5, "-0.05")]
)
def test_cents_become_a_string_and_never_a_float(cents, text):
    assert mapping.amount(cents) == text


@pytest.mark.parametrize(
    ("value", "text"), [("20", "20"), ("8.50", "8.5"), ("100", "100"), ("1E+2", "100")]
)
def test_a_quantity_has_no_exponent(value, text):
    assert mapping.number(Decimal(value)) == text


def test_references_stand_where_chorus_reads_them():
    document = invoice(service_code="SG", contract_ref="M-17", order_ref="EJ-1")

    assert text(document, "BuyerReference") == ["SG"]
    assert text(document, "ContractReferencedDocument", "IssuerAssignedID") == ["M-17"]
    assert text(document, "BuyerOrderReferencedDocument", "IssuerAssignedID") == ["EJ-1"]


def test_a_reference_not_given_is_not_written():
    bare = invoice(service_code="", contract_ref="", order_ref="")

    assert read(bare, "//ram:BuyerReference | //ram:IssuerAssignedID") == []


def test_the_parties_bear_siret_siren_and_electronic_address():
    buyers = "//ram:BuyerTradeParty"

    assert read(invoice(), f"{buyers}/ram:GlobalID[@schemeID='0009']/text()") == [buyer().siret]
    assert read(invoice(), f"{buyers}//ram:ID[@schemeID='0002']/text()") == [buyer().siren]
    assert read(invoice(), f"{buyers}//ram:URIID[@schemeID='0225']/text()") == [buyer().siren]
    assert read(invoice(), "//ram:ID[@schemeID='VA']/text()") == [seller().vat_id]


@pytest.mark.parametrize(("on_debits", "code"), [(False, "72"), (True, "5")])
def test_when_vat_falls_due_follows_the_list_of_cii(on_debits, code):
    document = invoice(vat_on_debits=on_debits)

    assert text(document, "DueDateTypeCode") == [code]
    assert (mapping.ON_DEBITS in text(document, "IncludedNote", "Content")) == on_debits


def test_the_mentions_of_the_law_are_notes_with_their_subject():
    assert text(invoice(), "IncludedNote", "SubjectCode") == ["PMT", "PMD", "AAB", "REG"]
    assert text(invoice(seller=seller(legal_note="")), "IncludedNote", "SubjectCode") == [
        "PMT",
        "PMD",
        "AAB",
    ]


def test_money_goes_to_the_account_of_the_document():
    assert text(invoice(), "IBANID") == [invoice().iban]
    assert text(invoice(), "SpecifiedTradeSettlementPaymentMeans", "TypeCode") == ["30"]
    assert text(invoice(), "PaymentReference") == ["AG2026-000042"]


def test_a_credit_note_names_its_invoice_and_asks_for_no_money():
    note = credit_note()

    assert text(note, "InvoiceReferencedDocument", "IssuerAssignedID") == ["AG2026-000042"]
    assert text(note, "SpecifiedTradeSettlementPaymentMeans", "TypeCode") == []
    assert "AG2026-000042" in text(note, "SpecifiedTradePaymentTerms", "Description")[0]
    assert mapping.terms_of(replace(note, payment_terms="Convenu")) == "Convenu"


def test_an_exempt_line_says_why():
    mixed = invoice(line(), training())

    assert text(mixed, "ExemptionReasonCode") == ["VATEX-EU-132-1I"]
    assert "261-4-4°" in text(mixed, "ExemptionReason")[0]
    assert text(mixed, "ApplicableTradeTax", "CalculatedAmount") == ["2820.00", "0.00"]


def test_periods_are_those_of_the_document_and_of_the_line():
    year = Period(start=date(2026, 8, 1), end=date(2026, 12, 31))
    days = "//udt:DateTimeString[text()='20260801' or text()='20261231']"

    assert len(read(invoice(line(period=year), period=year), days)) == 4
    assert read(invoice(), days) == []


def test_what_the_library_refuses_is_one_named_error():
    terms = mapping.terms(invoice())
    terms.pop("BT-2")

    with pytest.raises(mapping.NotWritten):
        mapping.write(terms)


def test_terms_are_left_as_they_were_given():
    terms = mapping.terms(invoice())
    before = copy.deepcopy(terms)

    mapping.write(terms)

    assert terms == before


def test_the_profile_needs_its_delivery_date():
    terms = mapping.terms(invoice())
    terms.pop("BT-72")

    with pytest.raises(mapping.NotWritten, match="XML Schema"):
        mapping.write(terms)
