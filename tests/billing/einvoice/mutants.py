"""Documents wrong in one way each, with the name under which they must be refused.

`OWN` are those that both schematrons accept, or that they never should see; `RULES` change the
business terms on their way to XML, and each breaks one rule of EN 16931 or of BR-FR.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from billing.einvoice.checks import NO_DEMAND, Demands
from billing.einvoice.document import Correction, Document, Period
from tests.billing.einvoice.papers import (
    POSTCODES,
    buyer,
    credit_note,
    invoice,
    line,
    seller,
    siret,
    training,
    vat_id,
)

DAY = timedelta(days=1)
ISSUED = invoice().issued_on
BACKWARDS = Period(start=date(2026, 12, 31), end=date(2026, 1, 1))


def reading(**changes: Any) -> Document:
    """The plain invoice with sums left as they were."""
    return replace(invoice(), **changes)


def taxed(**changes: Any) -> Document:
    return invoice(line(**changes))


# name: (document, what the buyer demands, code, field)
OWN: dict[str, tuple[Document, Demands, str, str]] = {
    name: (document, NO_DEMAND, code, place)
    for name, (document, code, place) in {
        "unknown kind": (invoice(kind="389"), "kind", "kind"),
        "space in the number": (invoice(number="AG 42"), "number", "number"),
        "empty number": (invoice(number=""), "number", "number"),
        "number of 36": (invoice(number="A" * 36), "number", "number"),
        "credit of nothing": (credit_note(corrects=None), "credit-of-nothing", "corrects"),
        "invoice that corrects": (
            invoice(corrects=Correction(number="AG2026-000001", issued_on=ISSUED)),
            "invoice-corrects",
            "corrects",
        ),
        "corrected number": (
            credit_note(corrects=Correction(number="n° 1", issued_on=ISSUED)),
            "corrected-number",
            "corrects",
        ),
        "credit before its invoice": (
            credit_note(corrects=Correction(number="AG2026-000042", issued_on=ISSUED + DAY)),
            "credit-too-early",
            "corrects",
        ),
        "bidi override": (
            invoice(buyer=buyer(name="Ville de\u202e Lyon")),
            "invisible-character",
            "buyer.name",
        ),
        "zero width": (invoice(order_ref="EJ\u200b1"), "invisible-character", "order_ref"),
        "control character": (taxed(label="Conseil\x07"), "invisible-character", "lines.1.label"),
        "two-line name": (
            invoice(buyer=buyer(name="Ville\nde Lyon")),
            "invisible-character",
            "buyer.name",
        ),
        "emoji": (taxed(note="Merci 😀"), "unprintable-character", "lines.1.note"),
        "long name": (invoice(buyer=buyer(name="V" * 101)), "too-long", "buyer.name"),
        "long engagement": (invoice(order_ref="E" * 51), "too-long", "order_ref"),
        "long service code": (invoice(service_code="S" * 101), "too-long", "service_code"),
        "long contract": (invoice(contract_ref="M" * 51), "too-long", "contract_ref"),
        "long label": (taxed(label="L" * 256), "too-long", "lines.1.label"),
        "buyer's SIRET": (
            invoice(buyer=buyer(siret=siret("21850210")[:-1] + "0")),
            "siret",
            "buyer.siret",
        ),
        "seller's SIRET": (invoice(seller=seller(siret="1" * 14)), "siret", "seller.siret"),
        "VAT key": (invoice(seller=seller(vat_id="FR00552081317")), "vat-id", "seller.vat_id"),
        "VAT of another": (
            invoice(buyer=buyer(vat_id=vat_id(seller().siret))),
            "vat-id",
            "buyer.vat_id",
        ),
        "no name": (invoice(buyer=buyer(name=" ")), "missing", "buyer.name"),
        "no street": (invoice(seller=seller(street="")), "missing", "seller.street"),
        "no postcode": (invoice(buyer=buyer(postcode="")), "missing", "buyer.postcode"),
        "postcode of four": (invoice(buyer=buyer(postcode="8567")), "postcode", "buyer.postcode"),
        "no IBAN": (invoice(iban=""), "iban-missing", "iban"),
        "IBAN key": (invoice(iban="FR1420041010050500013M02607"), "iban", "iban"),
        "RIB key": (invoice(iban="FR8420041010050500013M02607"), "iban", "iban"),
        "BIC": (invoice(bic="PSST"), "bic", "bic"),
        "unknown territory": (invoice(territory="polynesie"), "territory", "territory"),
        "postcode elsewhere": (
            invoice(buyer=buyer(postcode="97110")),
            "territory-postcode",
            "territory",
        ),
        "Nouméa": (invoice(buyer=buyer(postcode="98800")), "territory-beyond", "territory"),
        "Saint-Martin": (
            invoice(buyer=buyer(postcode="97150"), territory="guadeloupe"),
            "territory-beyond",
            "territory",
        ),
        "mainland rate in Réunion": (
            invoice(territory="reunion", buyer=buyer(postcode=POSTCODES["reunion"])),
            "vat-rate",
            "lines.1.vat_rate",
        ),
        "rate of 2013": (taxed(vat_rate=Decimal("19.6")), "vat-rate", "lines.1.vat_rate"),
        "reduced rate": (taxed(vat_rate=Decimal(10)), "vat-rate", "lines.1.vat_rate"),
        "exempt without a reason": (
            invoice(line(vat_rate=Decimal(0), vat_category="E")),
            "vat-rate",
            "lines.1.vat_rate",
        ),
        "exempt with an empty reason": (
            invoice(replace(training(), exemption_reason=" ")),
            "vat-rate",
            "lines.1.vat_rate",
        ),
        "dated before us": (invoice(issued_on=date(2013, 1, 1)), "issued-on", "issued_on"),
        "no due date": (invoice(due_on=None, payment_terms=""), "due-missing", "due_on"),
        "due before issued": (invoice(due_on=ISSUED - DAY), "due-early", "due_on"),
        "town hall at 31 days": (invoice(due_on=ISSUED + 31 * DAY), "due-late", "due_on"),
        "period backwards": (invoice(period=BACKWARDS), "period", "period"),
        "line backwards": (taxed(period=BACKWARDS), "period", "lines.1.period"),
        "no line": (reading(lines=()), "no-line", "lines"),
        "nameless line": (taxed(label=" "), "label", "lines.1.label"),
        "negative quantity": (taxed(quantity=Decimal(-1)), "quantity", "lines.1.quantity"),
        "fifth decimal": (taxed(quantity=Decimal("0.41917")), "quantity", "lines.1.quantity"),
        "not a number": (
            reading(lines=(replace(line(), quantity=Decimal("NaN")),)),
            "quantity",
            "lines.1.quantity",
        ),
        "float price": (
            reading(lines=(replace(line(), unit_cents=14100.0),)),
            "amount",
            "lines.1.net_cents",
        ),
        "negative price": (taxed(cents=-100), "amount", "lines.1.net_cents"),
        "billion": (taxed(cents=10**11), "amount", "lines.1.net_cents"),
        "0.30 on a line of 14 100": (
            invoice(line(1_410_000, net_cents=30)),
            "line-total",
            "lines.1.net_cents",
        ),
        "prorata by quantity": (
            invoice(line(1_410_000, quantity=Decimal("0.4192"), net_cents=591_041)),
            "line-total",
            "lines.1.net_cents",
        ),
        "VAT by line": (
            reading(taxes=(replace(invoice().taxes[0], tax_cents=282_001),)),
            "taxes",
            "taxes",
        ),
        "net total": (reading(net_cents=1), "totals", "net_cents"),
        "VAT total": (reading(vat_cents=1), "totals", "vat_cents"),
        "gross total": (reading(gross_cents=1), "totals", "gross_cents"),
        "nothing due": (taxed(cents=0), "nothing-due", "gross_cents"),
    }.items()
}
OWN |= {
    "service code demanded": (
        invoice(service_code=" "),
        Demands(service=True),
        "service-missing",
        "service_code",
    ),
    "engagement demanded": (
        invoice(order_ref=""),
        Demands(engagement=True),
        "engagement-missing",
        "order_ref",
    ),
    "either demanded": (
        invoice(order_ref="", service_code=""),
        Demands(service_or_engagement=True),
        "reference-missing",
        "order_ref",
    ),
}

Change = Callable[[dict[str, Any]], object]


def put(term: str, value: Any) -> Change:
    return lambda terms: terms.__setitem__(term, value)


def drop(term: str) -> Change:
    return lambda terms: terms.pop(term)


def within(group: str, term: str, value: Any) -> Change:
    """Change a term of the first of a group (a line, a tax, a note)."""
    return lambda terms: terms[group][0].__setitem__(term, value)


def party(group: str, term: str, value: Any) -> Change:
    return lambda terms: terms[group].__setitem__(term, value)


def note(code: str) -> Change:
    """Take the note of a subject out."""
    return lambda terms: terms.__setitem__(
        "BG-1", [one for one in terms["BG-1"] if one.get("BT-21") != code]
    )


def again(code: str) -> Change:
    return lambda terms: terms["BG-1"].append({"BT-21": code, "BT-22": "Encore"})


# name: (change of the terms, rule that must be named)
RULES: dict[str, tuple[Change, str]] = {
    "number of 36": (put("BT-1", "A" * 36), "BR-FR-01_BT-1"),
    "number with a space": (put("BT-1", "AG 42"), "BR-FR-02_BT-1"),
    "year 2100": (put("BT-2", date(2100, 1, 1)), "BR-FR-03_BT-2"),
    "commercial invoice of another kind": (put("BT-3", "325"), "BR-FR-04_BT-3"),
    "no recovery costs": (note("PMT"), "BR-FR-05_BT-22_PMT"),
    "no late penalty": (note("PMD"), "BR-FR-05_BT-22_PMD"),
    "no word of a discount": (note("AAB"), "BR-FR-05_BT-22_AAB"),
    "recovery costs twice": (again("PMT"), "BR-FR-06_BT-21_PMT"),
    "unknown process": (put("BT-23", "Z9"), "BR-FR-08_BT-23"),
    "SIRET of another SIREN": (
        party("BG-7", "identifiers", {"0009": "00000000000000"}),
        "BR-FR-09_BT-46",
    ),
    "seller's SIREN cut": (party("BG-4", "legal_identifier", "5520813"), "BR-FR-10_BT-30"),
    "buyer without address": (party("BG-7", "einvoicing_addr", ""), "BR-FR-12_BT-49"),
    "seller without address": (party("BG-4", "einvoicing_addr", ""), "BR-FR-13_BT-34"),
    "rate unknown in France": (
        lambda terms: (
            terms["BG-25"][0].__setitem__("BT-152", "21"),
            terms["BG-23"][0].__setitem__("BT-119", "21"),
            terms["BG-23"][0].__setitem__("BT-117", "2961.00"),
            terms.update({"BT-110": "2961.00", "BT-112": "17061.00", "BT-115": "17061.00"}),
        ),
        "BR-FR-16_BT-119",
    ),
    "already paid process": (put("BT-23", "S2"), "BR-FR-CO-09"),
    "credit of nothing": (put("BT-3", "381"), "BR-FR-CO-05"),
    "three decimals": (put("BT-106", "14100.001"), "BR-FR-DEC-01_BT-106"),
    "sum of lines": (put("BT-106", "14100.01"), "BR-CO-10"),
    "net total": (put("BT-109", "14100.01"), "BR-CO-13"),
    "VAT total": (put("BT-110", "2820.01"), "BR-CO-14"),
    "gross total": (put("BT-112", "16920.01"), "BR-CO-15"),
    "due amount": (put("BT-115", "16920.01"), "BR-CO-16"),
    "VAT of a rate": (within("BG-23", "BT-117", "2819.00"), "BR-S-09"),
    "seller without VAT id": (party("BG-4", "vat_identifier", ""), "BR-S-02"),
    "taxed at nothing": (within("BG-25", "BT-152", "0"), "BR-S-05"),
    "base of a rate": (within("BG-23", "BT-116", "14100.05"), "BR-S-08"),
    "exempt without a reason": (
        lambda terms: (
            terms["BG-25"][0].update({"BT-151": "E", "BT-152": "0"}),
            terms["BG-23"][0].update({"BT-118": "E", "BT-119": "0", "BT-117": "0.00"}),
            terms.update({"BT-110": "0.00", "BT-112": "14100.00", "BT-115": "14100.00"}),
        ),
        "BR-E-10",
    ),
    "unknown unit": (within("BG-25", "BT-130", "JOUR"), "FX-SCH-A-000613"),
    "unknown country": (party("BG-7", "country_code", "XX"), "FX-SCH-A-000568"),
    "negative price": (within("BG-25", "BT-146", "-14100.00"), "BR-27"),
}
