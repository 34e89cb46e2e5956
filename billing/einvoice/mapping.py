"""A document as the XML of Factur-X (UN/CEFACT CII D22B, profile EN 16931).

The library takes business terms by their names (BT, BG) and writes the tree. It accepts floats:
every amount goes in as a string made from cents.
"""

from __future__ import annotations

import copy
import logging
from decimal import Decimal
from typing import Any

from billing.einvoice.document import Document, Line, Party, Tax

logging.getLogger("factur-x").setLevel(logging.CRITICAL)  # it quotes documents; it raises too

# XP Z12-012: the mentions that the Code de commerce (L441-9, L441-10, D441-5) asks for.
RECOVERY_COSTS = "Indemnité forfaitaire pour frais de recouvrement en cas de retard : 40 €."
LATE_PENALTY = (
    "Pénalités de retard : taux de la Banque centrale européenne majoré de 8 points, "
    "exigibles sans rappel."
)
NO_DISCOUNT = "Pas d’escompte pour paiement anticipé."
ON_DEBITS = "Option pour le paiement de la taxe d’après les débits."

SERVICES = "S1"  # BT-23: deposit of an invoice of services, not yet paid
CREDIT_TRANSFER = "30"  # UNTDID 4461
ON_PAYMENT, ON_INVOICE = "72", "5"  # UNTDID 2475, the list of CII (UBL has 432 and 3)


class NotWritten(Exception):
    """The library or its XSD refused the document. The text is for developers."""


def amount(cents: int) -> str:
    """Cents as XML wants them: "14100.00"."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def number(value: Decimal) -> str:
    """A quantity or a rate without exponent nor useless zeros: "8.5", "20"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def terms_of(document: Document) -> str:
    """BT-20, which a credit note needs too (BR-CO-25), though nothing is to be paid."""
    if document.payment_terms or not document.corrects:
        return document.payment_terms
    return f"Avoir sur la facture {document.corrects.number} : aucun règlement n’est demandé."


def notes_of(document: Document) -> list[tuple[str, str]]:
    """BG-1 as (subject code, text); UNTDID 4451. Printed too, so that both say the same."""
    notes = [("PMT", RECOVERY_COSTS), ("PMD", LATE_PENALTY), ("AAB", NO_DISCOUNT)]
    if document.seller.legal_note:
        notes.append(("REG", document.seller.legal_note))
    if document.vat_on_debits:
        notes.append(("", ON_DEBITS))
    return notes + [("", note) for note in document.notes]


def terms(document: Document) -> dict[str, Any]:
    """The document by its business terms, with nothing that EN 16931 does not name."""
    found: dict[str, Any] = {
        "BT-1": document.number,
        "BT-2": document.issued_on,
        "BT-3": document.kind,
        "BT-5": "EUR",
        "BT-8": ON_INVOICE if document.vat_on_debits else ON_PAYMENT,
        "BT-9": document.due_on,
        "BT-10": document.service_code,
        "BT-12": document.contract_ref,
        "BT-13": document.order_ref,
        "BT-20": terms_of(document),
        "BT-23": SERVICES,
        "BT-72": document.delivered_on,  # without it the XSD of the profile refuses
        "BG-1": [
            {"BT-21": code, "BT-22": text} if code else {"BT-22": text}
            for code, text in notes_of(document)
        ],
        "BG-4": _party(document.seller, legal_info=document.seller.legal_note),
        "BG-7": _party(document.buyer),
        "BG-23": [_tax(tax) for tax in document.taxes],
        "BG-25": [_line(line, rank) for rank, line in enumerate(document.lines, start=1)],
        "BT-106": amount(document.net_cents),
        "BT-109": amount(document.net_cents),
        "BT-110": amount(document.vat_cents),
        "BT-112": amount(document.gross_cents),
        "BT-115": amount(document.gross_cents),
    }
    if document.iban:
        found |= {
            "BT-81": CREDIT_TRANSFER,
            "BT-82": "Virement",
            "BT-83": document.number,
            "BT-84": document.iban,
            "BT-85": document.account_name,
            "BT-86": document.bic,
        }
    if document.period:
        found |= {"BT-73": document.period.start, "BT-74": document.period.end}
    if document.corrects:
        found["BG-3"] = [{"BT-25": document.corrects.number, "BT-26": document.corrects.issued_on}]
    return {term: value for term, value in found.items() if value not in ("", None, [])}


def write(business_terms: dict[str, Any]) -> bytes:
    """Terms to XML, checked by the profile's XSD.

    The library changes what it is given and, unless told not to, asks a schematron server that
    answers "valid" when it is down: it gets a copy, and no schematron here.
    """
    from facturx import generate_xml  # noqa: PLC0415  (0.6 s and 50 MB: workers only)

    try:
        return generate_xml(
            copy.deepcopy(business_terms),
            flavor="factur-x",
            level="en16931",
            check_xsd=True,
            check_schematron=None,
        )
    except Exception as error:  # it raises ValueError, KeyError, plain Exception (its XSD)
        raise NotWritten(str(error)) from error


def xml_of(document: Document) -> bytes:
    """The document as XML, well formed for its XSD; schematrons are asked elsewhere."""
    return write(terms(document))


def _party(party: Party, *, legal_info: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": party.name,
        "identifiers": {"0009": party.siret},
        "legal_identifier": party.siren,
        "legal_identifier_schemeid": "0002",
        "vat_identifier": party.vat_id,
        "legal_info": legal_info,
        "einvoicing_addr": party.siren,
        "einvoicing_addr_schemeid": "0225",
        "addr_l1": party.street,
        "addr_l2": party.extra,
        "postcode": party.postcode,
        "city": party.city,
        "country_code": party.country_code,
    }
    contact = {"name": party.contact, "phone": party.phone, "email": party.email}
    if contact := {key: value for key, value in contact.items() if value}:
        found["contacts"] = [contact]
    return {key: value for key, value in found.items() if value}


def _tax(tax: Tax) -> dict[str, str]:
    found = {
        "BT-116": amount(tax.base_cents),
        "BT-117": amount(tax.tax_cents),
        "BT-118": tax.category,
        "BT-119": number(tax.rate),
        "BT-120": tax.exemption_reason,
        "BT-121": tax.exemption_code,
    }
    return {term: value for term, value in found.items() if value}


def _line(line: Line, rank: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "BT-126": str(rank),
        "BT-129": number(line.quantity),
        "BT-130": line.unit_code,
        "BT-131": amount(line.net_cents),
        "BT-146": amount(line.unit_cents),
        "BT-151": line.vat_category,
        "BT-152": number(line.vat_rate),
        "BT-153": line.label,
        "BT-154": line.note,
    }
    if line.period:
        found |= {"BT-134": line.period.start, "BT-135": line.period.end}
    return {term: value for term, value in found.items() if value}
