"""Facts to legal original, in order: own checks, XML, XSD, both schematrons, paper, embedding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from billing.einvoice import mapping, pdf, validation
from billing.einvoice.checks import NO_DEMAND, Demands, NotValid, Refusal, check
from billing.einvoice.document import CREDIT_NOTE, Document

PLACEHOLDERS = {CREDIT_NOTE: "AV0000-000000"}
PLACEHOLDER = "AG0000-000000"


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The two files of an original and their SHA-256 in hexadecimal."""

    xml: bytes
    pdf: bytes
    xml_sha256: str
    pdf_sha256: str


def seal(document: Document, *, demands: Demands = NO_DEMAND) -> Sealed:
    """The original of a numbered document. NotValid, ValidatorDown or NotDrawn: keep no number."""
    xml = _judged(document, demands)
    paper = pdf.original(document, xml)
    return Sealed(
        xml=xml,
        pdf=paper,
        xml_sha256=sha256(xml).hexdigest(),
        pdf_sha256=sha256(paper).hexdigest(),
    )


def rehearse(document: Document, *, demands: Demands = NO_DEMAND) -> None:
    """All that may refuse, under a number nobody bears: no lock is needed, nothing is kept."""
    placeholder = PLACEHOLDERS.get(document.kind, PLACEHOLDER)
    _judged(replace(document, number=placeholder), demands)


def chain(last_hash: str, xml: bytes, paper: bytes) -> str:
    """The next link: SHA-256, in hexadecimal, of the last one and of both files' hashes.

    All three enter as raw bytes; the very first link follows 32 zero bytes (`NO_HASH`).
    """
    return sha256(
        bytes.fromhex(last_hash) + sha256(xml).digest() + sha256(paper).digest()
    ).hexdigest()


def _judged(document: Document, demands: Demands) -> bytes:
    check(document, demands=demands)
    try:
        xml = mapping.xml_of(document)
    except mapping.NotWritten as error:
        text = _("Document refusé par le schéma Factur-X : prévenir l’équipe technique.")
        raise NotValid([Refusal(code="xsd", field="", text=text)]) from error
    validation.validate(xml)
    return xml
