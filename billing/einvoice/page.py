"""What the paper shows: a document or an offer as strings in the order they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from billing.einvoice import mapping, wording
from billing.einvoice.document import Document, Line, Party, Tax, Totals


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A quote. Amounts are those of one year (or of the one-off order); `years` counts the first.

    `whole` is the net total over every renewal, `threshold_cents` the amount under which a town
    hall may buy without a call for tenders (0: say nothing of it).
    """

    number: str
    issued_on: date
    valid_until: date
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    taxes: tuple[Tax, ...]
    totals: Totals
    years: int = 1
    whole: Totals | None = None
    threshold_cents: int = 0
    contract_ref: str = ""
    terms: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def invoice(document: Document) -> dict[str, Any]:
    """The data of `invoice.typ`."""
    kind = "Avoir" if document.is_credit_note else "Facture"
    return {
        "title": f"{kind} {document.number}",
        "subject": f"{kind} {document.number}, {document.seller.name} à {document.buyer.name}",
        "kind": kind,
        "number": f"n°\u00a0{document.number}",
        "running": f"{kind} n°\u00a0{document.number} – {document.seller.name}",
        "foot": _foot(document.seller),
        "facts": _facts(document),
        "seller": _seller(document.seller),
        "buyer_lead": "Au bénéfice de" if document.is_credit_note else "Facturé à",
        "buyer": _buyer(document.buyer),
        "corrects": _corrects(document),
        "references": _references(document),
        "lines_title": "Détail de l’avoir" if document.is_credit_note else "Prestations",
        "lines": _lines(document.lines),
        "taxes": [_tax(tax) for tax in document.taxes],
        "sums": _sums(document.net_cents, document.vat_cents),
        "total_lead": "Total de l’avoir TTC" if document.is_credit_note else "Total à payer TTC",
        "total": wording.money(document.gross_cents),
        "due": _due(document),
        "terms": [mapping.terms_of(document)] if mapping.terms_of(document) else [],
        "bank": _bank(document),
        "notes": [text for code, text in mapping.notes_of(document) if code != "REG"],
    }


def quote(offer: Offer) -> dict[str, Any]:
    """The data of `quote.typ`; an offer without a number is indicative, and nobody signs it."""
    until = wording.day(offer.valid_until)
    number = f"n°\u00a0{offer.number}" if offer.number else "indicatif"
    name = f"Devis {offer.number or number}"
    return {
        "title": name,
        "subject": f"{name}, {offer.seller.name} à {offer.buyer.name}",
        "number": number,
        "running": f"Devis {number} – {offer.seller.name}",
        "foot": _foot(offer.seller),
        "facts": [f"Établi le {wording.day(offer.issued_on)}", f"Valable jusqu’au {until}"],
        "seller": _seller(offer.seller),
        "buyer": _buyer(offer.buyer),
        "references": _cells(("N° de marché", offer.contract_ref)),
        "lines": _lines(offer.lines),
        "taxes": [_tax(tax) for tax in offer.taxes],
        "sums": _sums(offer.totals.net_cents, offer.totals.vat_cents),
        "total_lead": "Total TTC",
        "total": wording.money(offer.totals.gross_cents),
        "whole": _whole(offer),
        "threshold": _threshold(offer),
        "terms": list(offer.terms),
        "agreement": _agreement(offer, until),
        "notes": list(offer.notes),
    }


def _agreement(offer: Offer, until: str) -> str:
    if not offer.number:
        return ""
    return f"Pour accord sur le devis {offer.number}, à retourner signé avant le {until}."


def _facts(document: Document) -> list[str]:
    facts = [f"Émis{'' if document.is_credit_note else 'e'} le {wording.day(document.issued_on)}"]
    if document.period:
        facts.append(f"Période\u00a0: {wording.span(document.period)}")
    else:
        facts.append(f"Prestation réalisée le {wording.day(document.delivered_on)}")
    return facts


def _corrects(document: Document) -> str:
    if document.corrects is None:
        return ""
    return f"n°\u00a0{document.corrects.number} du {wording.day(document.corrects.issued_on)}"


def _references(document: Document) -> list[dict[str, str]]:
    """What an accountant looks for, in the order of the Chorus Pro form."""
    return _cells(
        ("Code service", document.service_code),
        ("N° d’engagement", document.order_ref),
        ("N° de marché", document.contract_ref),
        ("SIRET du destinataire", wording.grouped(document.buyer.siret, 3, 3, 3, 5)),
    )


def _bank(document: Document) -> list[dict[str, str]]:
    return _cells(
        ("Titulaire", document.account_name),
        ("IBAN", wording.grouped(document.iban)),
        ("BIC", document.bic),
        ("Référence à rappeler", document.number),
    )


def _due(document: Document) -> str:
    if document.is_credit_note:
        return ""
    if document.due_on is None:
        return "À régler par virement"
    return f"À régler par virement au plus tard le {wording.day(document.due_on)}"


def _cells(*cells: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in cells if value]


def _sums(net_cents: int, vat_cents: int) -> list[dict[str, str]]:
    return _cells(("Total HT", wording.money(net_cents)), ("TVA", wording.money(vat_cents)))


def _address(party: Party) -> list[str]:
    country = "" if party.country_code == "FR" else party.country_code
    return [party.street, party.extra, f"{party.postcode} {party.city}".strip(), country]


def _seller(party: Party) -> dict[str, Any]:
    reach = " · ".join(_said((party.contact, party.email, party.phone)))
    siret = f"SIRET {wording.grouped(party.siret, 3, 3, 3, 5)}"
    vat = f"TVA {party.vat_id}" if party.vat_id else ""
    return {"name": party.name, "rows": _said((*_address(party), siret, vat, reach))}


def _buyer(party: Party) -> dict[str, Any]:
    vat = f"TVA {party.vat_id}" if party.vat_id else ""
    contact = f"À l’attention de {party.contact}" if party.contact else ""
    return {"name": party.name, "rows": _said((contact, *_address(party), vat))}


def _foot(party: Party) -> str:
    return " – ".join(_said((party.name, party.legal_note)))


def _said(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text]


def _lines(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The lines; each says why it bears no VAT where the table of VAT mixes the reasons."""
    reasons = {line.exemption_reason for line in lines if line.exemption_reason}
    return [_line(line, line.exemption_reason if len(reasons) > 1 else "") for line in lines]


def _line(line: Line, reason: str) -> dict[str, Any]:
    period = wording.span(line.period) if line.period else ""
    return {
        "label": line.label,
        "rows": _said((*line.note.split("\n"), period[:1].upper() + period[1:], reason)),
        "quantity": wording.quantity(line.quantity, line.unit_code),
        "unit": wording.money(line.unit_cents),
        "rate": wording.percent(line.vat_rate),
        "net": wording.money(line.net_cents),
    }


def _tax(tax: Tax) -> dict[str, str]:
    return {
        "rate": wording.percent(tax.rate),
        "base": wording.money(tax.base_cents),
        "tax": wording.money(tax.tax_cents),
        "reason": tax.exemption_reason,
    }


def _whole(offer: Offer) -> Sequence[dict[str, str]]:
    if offer.whole is None:
        return []
    years = f"{offer.years} an" if offer.years < 2 else f"{offer.years} ans"
    return _cells(
        (f"Total HT sur {years}, reconductions comprises", wording.money(offer.whole.net_cents)),
        (f"Total TTC sur {years}", wording.money(offer.whole.gross_cents)),
    )


def _threshold(offer: Offer) -> str:
    if offer.whole is None or not offer.threshold_cents:
        return ""
    under = offer.whole.net_cents < offer.threshold_cents
    return (
        f"{'Inférieur' if under else 'Égal ou supérieur'} au seuil de dispense de publicité et de "
        f"mise en concurrence ({wording.money(offer.threshold_cents)} HT)."
    )
