"""Our own checks of a document: what XSD and schematrons accept, and a town hall does not.

Each refusal has a code, the field it stands at (a path in the document: `buyer.siret`,
`lines.2.net_cents`, counted from 1) and a French sentence that says what to do.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.einvoice import identifiers, vat, wording
from billing.einvoice.characters import Stray, strays
from billing.einvoice.document import (
    CREDIT_NOTE,
    EXEMPT,
    INVOICE,
    METROPOLE,
    TERRITORIES,
    Document,
    Line,
    Party,
    Period,
    line_total,
    taxes_of,
    totals_of,
)

PUBLIC_DAYS = 30  # Code de la commande publique, art. R2192-10
LENGTHS = {"service_code": 100, "contract_ref": 50, "order_ref": 50}  # Chorus Pro's own limits
NAME_LENGTH, LABEL_LENGTH = 100, 255
MOST_CENTS = 10**10  # 100 M€: a slip of the keyboard, whatever the city
NUMBER = re.compile(r"[A-Za-z0-9+\-_/]{1,35}\Z")  # BR-FR-01, BR-FR-02
POSTCODE = re.compile(r"[0-9]{5}\Z")
PREFIXES = {
    "guadeloupe": ("971",),
    "martinique": ("972",),
    "guyane": ("973",),
    "reunion": ("974",),
    "mayotte": ("976",),
    "corse": ("20",),
}
# Saint-Barthélemy, Saint-Martin, Saint-Pierre-et-Miquelon, Pacific: other taxes than our VAT.
BEYOND = ("97133", "97150", "975", "977", "978", "986", "987", "988")


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a document is refused: a name for machines, a place, a sentence for people."""

    code: str
    field: str
    text: str | Promise
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in the reader's language."""
        return str(self.text) % self.params if self.params else str(self.text)


class NotValid(Exception):
    """The document is refused, by its own checks, its XSD or a schematron. Nothing is numbered."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(", ".join(f"{refusal.code} ({refusal.field})" for refusal in refusals))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(refusal.code for refusal in self.refusals)


@dataclass(frozen=True, kw_only=True)
class Demands:
    """What the buyer's entry in the Chorus directory demands of an invoice."""

    service: bool = False
    engagement: bool = False
    service_or_engagement: bool = False


NO_DEMAND = Demands()


def check(document: Document, *, demands: Demands = NO_DEMAND) -> None:
    """NotValid with every refusal at once, so that all is corrected in one go."""
    if found := refusals(document, demands=demands):
        raise NotValid(found)


def refusals(document: Document, *, demands: Demands = NO_DEMAND) -> list[Refusal]:
    """Everything our own checks have against the document; empty when it may be judged."""
    return [
        *_kind(document),
        *_characters(document),
        *_lengths(document),
        *_party("seller", document.seller),
        *_party("buyer", document.buyer),
        *_bank(document),
        *_territory(document),
        *_demanded(document, demands),
        *_dates(document),
        *_lines(document),
        *_sums(document),
    ]


def _kind(document: Document) -> Iterator[Refusal]:
    if document.kind not in (INVOICE, CREDIT_NOTE):
        yield _refusal("kind", "kind", _("Document attendu : facture (380) ou avoir (381)."))
    if not NUMBER.match(document.number):
        yield _refusal(
            "number",
            "number",
            _("Numéro attendu : 35 caractères au plus, lettres, chiffres, + - _ ou /."),
        )
    if document.kind == CREDIT_NOTE and document.corrects is None:
        yield _refusal(
            "credit-of-nothing", "corrects", _("Avoir sans facture : choisir la facture corrigée.")
        )
    if document.kind == INVOICE and document.corrects is not None:
        yield _refusal(
            "invoice-corrects",
            "corrects",
            _("Une facture n’en corrige pas une autre : établir un avoir, puis une facture."),
        )
    if document.corrects and not NUMBER.match(document.corrects.number):
        yield _refusal(
            "corrected-number",
            "corrects",
            _("Numéro de la facture corrigée mal recopié : le reprendre sur la facture."),
        )


def _characters(document: Document) -> Iterator[Refusal]:
    for place, text, several_lines in _texts(document):
        for position, stray in strays(text, several_lines=several_lines):
            yield _refusal(
                stray.value,
                place,
                _("Caractère invisible en position %(position)d : le retirer.")
                if stray is Stray.INVISIBLE
                else _("Caractère impossible à imprimer en position %(position)d : le remplacer."),
                position=position,
            )


def _lengths(document: Document) -> Iterator[Refusal]:
    limits = [(name, getattr(document, name), most) for name, most in LENGTHS.items()]
    limits += [("seller.name", document.seller.name, NAME_LENGTH)]
    limits += [("buyer.name", document.buyer.name, NAME_LENGTH)]
    limits += [
        (f"lines.{rank}.label", line.label, LABEL_LENGTH)
        for rank, line in enumerate(document.lines, start=1)
    ]
    for place, text, most in limits:
        if len(text) > most:
            yield _refusal(
                "too-long",
                place,
                _("Texte de %(length)d caractères : en garder %(most)d au plus."),
                length=len(text),
                most=most,
            )


def _party(role: str, party: Party) -> Iterator[Refusal]:
    if not identifiers.is_siret(party.siret):
        yield _refusal("siret", f"{role}.siret", _("SIRET mal recopié : vérifiez les 14 chiffres."))
    if party.vat_id and not identifiers.is_vat_id(party.vat_id, siret=party.siret):
        yield _refusal(
            "vat-id",
            f"{role}.vat_id",
            _("Numéro de TVA mal recopié : FR, deux chiffres, puis le SIREN."),
        )
    for name in ("name", "street", "postcode", "city"):
        if not getattr(party, name).strip():
            yield _refusal(
                "missing", f"{role}.{name}", _("Mention obligatoire : compléter l’adresse.")
            )
    if party.country_code == "FR" and party.postcode and not POSTCODE.match(party.postcode):
        yield _refusal("postcode", f"{role}.postcode", _("Code postal attendu : cinq chiffres."))


def _bank(document: Document) -> Iterator[Refusal]:
    if document.kind == INVOICE and not document.iban:
        yield _refusal("iban-missing", "iban", _("RIB absent : renseigner l’IBAN à créditer."))
    if document.iban and not identifiers.is_iban(document.iban):
        yield _refusal("iban", "iban", _("IBAN mal recopié : le reprendre sur le RIB."))
    if document.bic and not identifiers.is_bic(document.bic):
        yield _refusal("bic", "bic", _("BIC mal recopié : le reprendre sur le RIB."))


def _territory(document: Document) -> Iterator[Refusal]:
    if document.territory not in TERRITORIES:
        yield _refusal("territory", "territory", _("Territoire inconnu : le choisir sur la liste."))
        return
    yield from _postcode(document)
    if document.issued_on < vat.SINCE:
        return  # said by `_dates`
    allowed = vat.allowed(document.territory, document.issued_on)
    for rank, line in enumerate(document.lines, start=1):
        if not any(_agrees(line, treatment) for treatment in allowed):
            yield _refusal(
                "vat-rate",
                f"lines.{rank}.vat_rate",
                _("TVA de %(rate)s impossible ici à cette date : reprendre le taux du tarif."),
                rate=wording.percent(line.vat_rate),
            )


def _postcode(document: Document) -> Iterator[Refusal]:
    """The buyer's postcode against the territory whose VAT is asked."""
    postcode = document.buyer.postcode
    if document.buyer.country_code != "FR" or not POSTCODE.match(postcode):
        return
    of_postcode = next(
        (name for name, prefixes in PREFIXES.items() if postcode.startswith(prefixes)), METROPOLE
    )
    if postcode.startswith(BEYOND):
        yield _refusal(
            "territory-beyond",
            "territory",
            _("Hors des territoires connus : demander au comptable quelle taxe s’applique."),
        )
    elif of_postcode != document.territory:
        yield _refusal(
            "territory-postcode",
            "territory",
            _("Le code postal %(postcode)s n’est pas dans ce territoire : corriger l’un des deux."),
            postcode=postcode,
        )


def _agrees(line: Line, treatment: vat.Treatment) -> bool:
    return (
        line.vat_category == treatment.category
        and line.vat_rate == treatment.rate
        and line.exemption_code == treatment.exemption_code
        and (line.vat_category != EXEMPT or bool(line.exemption_reason.strip()))
    )


def _demanded(document: Document, demands: Demands) -> Iterator[Refusal]:
    buyer = document.buyer.name
    if demands.service and not document.service_code.strip():
        yield _refusal(
            "service-missing",
            "service_code",
            _("Chorus rejetterait : demander le code service à %(buyer)s."),
            buyer=buyer,
        )
    if demands.engagement and not document.order_ref.strip():
        yield _refusal(
            "engagement-missing",
            "order_ref",
            _("Chorus rejetterait : demander l’engagement à %(buyer)s."),
            buyer=buyer,
        )
    either = document.service_code.strip() or document.order_ref.strip()
    if demands.service_or_engagement and not either:
        yield _refusal(
            "reference-missing",
            "order_ref",
            _("Chorus rejetterait : demander l’engagement ou le code service à %(buyer)s."),
            buyer=buyer,
        )


def _dates(document: Document) -> Iterator[Refusal]:
    issued, due = document.issued_on, document.due_on
    if issued < vat.SINCE:
        yield _refusal("issued-on", "issued_on", _("Date d’émission impossible : la vérifier."))
    if document.kind == INVOICE and due is None and not document.payment_terms.strip():
        yield _refusal(
            "due-missing", "due_on", _("Échéance absente : donner une date ou des conditions.")
        )
    if due is not None and due < issued:
        yield _refusal("due-early", "due_on", _("Échéance avant l’émission : la repousser."))
    if due is not None and document.public_buyer and due - issued > timedelta(days=PUBLIC_DAYS):
        yield _refusal(
            "due-late", "due_on", _("Un acheteur public paie à 30 jours : avancer l’échéance.")
        )
    if document.corrects and document.corrects.issued_on > issued:
        yield _refusal(
            "credit-too-early", "corrects", _("Avoir daté avant sa facture : vérifier les dates.")
        )
    for place, period in _periods(document):
        if period.end < period.start:
            yield _refusal(
                "period", place, _("Période qui finit avant de commencer : inverser les dates.")
            )


def _lines(document: Document) -> Iterator[Refusal]:
    if not document.lines:
        yield _refusal("no-line", "lines", _("Document sans ligne : en ajouter une."))
    for rank, line in enumerate(document.lines, start=1):
        place = f"lines.{rank}"
        if not line.label.strip():
            yield _refusal("label", f"{place}.label", _("Ligne sans objet : dire ce qui est dû."))
        exponent = line.quantity.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -4 or line.quantity <= 0:
            yield _refusal(
                "quantity",
                f"{place}.quantity",
                _("Quantité attendue : positive, avec quatre décimales au plus."),
            )
        elif not (_is_amount(line.unit_cents) and _is_amount(line.net_cents)):
            yield _refusal("amount", f"{place}.net_cents", _("Montant attendu : 1234,56."))
        elif line.net_cents != line_total(quantity=line.quantity, unit_cents=line.unit_cents):
            yield _refusal(
                "line-total",
                f"{place}.net_cents",
                _("Total de ligne différent de la quantité par le prix : le recalculer."),
            )


def _is_amount(cents: object) -> bool:
    return type(cents) is int and 0 <= cents <= MOST_CENTS


def _sums(document: Document) -> Iterator[Refusal]:
    if not all(_is_amount(line.net_cents) for line in document.lines):
        return  # said by `_lines`
    right = taxes_of(document.lines)
    if document.taxes != right:
        yield _refusal("taxes", "taxes", _("TVA différente de la somme des lignes : recalculer."))
    totals = totals_of(right)
    for name in ("net_cents", "vat_cents", "gross_cents"):
        if getattr(document, name) != getattr(totals, name):
            yield _refusal(
                "totals", name, _("Total différent de la somme des lignes : recalculer.")
            )
    if totals.gross_cents == 0:
        yield _refusal("nothing-due", "gross_cents", _("Montant nul : rien à facturer."))


def _texts(document: Document) -> Iterator[tuple[str, str, bool]]:
    """Each text as (place, text, may it have several lines?)."""
    for name in ("service_code", "contract_ref", "order_ref", "account_name"):
        yield name, getattr(document, name), False
    for role, party in (("seller", document.seller), ("buyer", document.buyer)):
        names = ("name", "street", "extra", "postcode", "city", "contact", "email", "phone")
        for name in names:
            yield f"{role}.{name}", getattr(party, name), False
        yield f"{role}.legal_note", party.legal_note, True
    for rank, line in enumerate(document.lines, start=1):
        yield f"lines.{rank}.label", line.label, False
        yield f"lines.{rank}.note", line.note, True
        yield f"lines.{rank}.exemption_reason", line.exemption_reason, False
    yield "payment_terms", document.payment_terms, True
    for rank, note in enumerate(document.notes, start=1):
        yield f"notes.{rank}", note, True


def _periods(document: Document) -> Iterator[tuple[str, Period]]:
    if document.period:
        yield "period", document.period
    for rank, line in enumerate(document.lines, start=1):
        if line.period:
            yield f"lines.{rank}.period", line.period


def _refusal(code: str, place: str, text: str | Promise, **params: object) -> Refusal:
    return Refusal(code=code, field=place, text=text, params=params)
