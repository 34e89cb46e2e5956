"""Payers, contracts, due items and invoices, written straight into the provider's tables.

To be called inside `public()`. Invoices made here are issued without their documents (no XML, no
PDF): for what reads the books. What issues goes through `billing.actions.issue`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from stdnum import luhn

from billing import ledger, money, series
from billing.clock import noon
from billing.models import (
    AccountCity,
    Artifact,
    BankReceipt,
    BillingAccount,
    Chorus,
    Contract,
    ContractLine,
    ContractState,
    DeliveryEvent,
    DueItem,
    FactKind,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    InvoiceState,
    Kind,
    LedgerFact,
    Provider,
    Series,
    Source,
    Unit,
)
from tenants.models import City
from tests.factories.people import make_staff

_numbers = count(1)
IBAN = "FR7630006000011234567890189"
SIRET = "73282932000074"


def siret_of(number: int) -> str:
    """A SIRET whose two keys are right, one for each number."""
    siren = f"21{number:06d}"
    siren += luhn.calc_check_digit(siren)
    body = f"{siren}0001"
    return body + luhn.calc_check_digit(body)


def vat_id_of(siret: str) -> str:
    """The French VAT number of a SIRET."""
    siren = int(siret[:9])
    return f"FR{(12 + 3 * (siren % 97)) % 97:02d}{siren:09d}"


def make_provider(**fields: Any) -> Provider:
    """Us, with an account at a bank."""
    given = {
        "name": "Agora Services",
        "legal_form": "SCOP SARL à capital variable",
        "siret": SIRET,
        "vat_id": vat_id_of(SIRET),
        "register": "RCS Nanterre 732 829 320",
        "street": "12 rue des Ateliers",
        "postcode": "92000",
        "town": "Nanterre",
        "contact_name": "Maud Exploitation",
        "email": "facturation@agora.example",
        "phone": "01 47 00 00 00",
        "iban": IBAN,
        "bic": "AGRIFRPP",
        "bank_name": "Banque des Coopératives",
        "training_number": "11 92 12345 92",
    }
    return Provider.objects.update_or_create(pk=1, defaults=given | fields)[0]


def make_account(*, city: City | None = None, **fields: Any) -> BillingAccount:
    """A payer, of one city if told."""
    number = next(_numbers)
    siret = siret_of(number)
    given: dict[str, Any] = {
        "name": f"Commune {number}",
        "siret": siret,
        "vat_id": vat_id_of(siret),
        "street": "1 place de la Mairie",
        "postcode": "92000",
        "town": "Villeneuve",
        "contact_name": "Service comptable",
        "contact_email": f"compta{number}@ville.example",
        "contact_phone": "01 40 00 00 00",
    }
    account = BillingAccount.objects.create(**given | fields)
    if city is not None:
        AccountCity.objects.create(city=city, account=account)
    return account


def make_contract(account: BillingAccount, **fields: Any) -> Contract:
    """A contract in force for the calendar year 2026, renewable three times."""
    given: dict[str, Any] = {
        "title": "Plateforme de participation",
        "state": ContractState.ACTIVE,
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "signed_on": date(2025, 12, 15),
    }
    return Contract.objects.create(account=account, **given | fields)


def make_line(contract: Contract, **fields: Any) -> ContractLine:
    """A yearly line of hosting."""
    given: dict[str, Any] = {
        "kind": Kind.HOSTING,
        "unit": Unit.YEAR,
        "label": "Hébergement de la plateforme",
        "unit_cents": 1_000_000,
    }
    return ContractLine.objects.create(contract=contract, **given | fields)


def make_due(contract: Contract, **fields: Any) -> DueItem:
    """An amount of a contract, ready to invoice unless told."""
    given: dict[str, Any] = {
        "state": "ready",
        "kind": Kind.HOSTING,
        "label": "Hébergement de la plateforme",
        "period_start": contract.starts_on,
        "period_end": contract.ends_on,
        "due_from": contract.starts_on,
        "unit_cents": 1_000_000,
    } | fields
    given.setdefault("cents", given["unit_cents"])
    return DueItem.objects.create(account=contract.account, contract=contract, **given)


def issued(
    account: BillingAccount,
    *,
    ht_cents: int = 1_000_000,
    on: date = date(2026, 2, 2),
    lines: Sequence[dict[str, Any]] = ({},),
    files: Mapping[str, bytes] | None = None,
    content: Mapping[str, bytes] | None = None,
    **fields: Any,
) -> Invoice:
    """An issued invoice, numbered and in the ledger, at 20 %; its lines share the amount.

    `files` are hashes of its bytes; `content` the bytes themselves, to be kept with it.
    """
    vat = money.vat(ht_cents, Decimal(20))
    invoice = Invoice.objects.create(account=account, **fields)
    for line, cents in zip(lines, money.shared(ht_cents, [1] * len(lines)), strict=True):
        given = {"kind": Kind.HOSTING, "label": "Hébergement de la plateforme"} | line
        InvoiceLine.objects.create(
            invoice=invoice, unit_cents=cents, net_cents=cents, vat_rate=Decimal(20), **given
        )
    credit = invoice.kind == InvoiceKind.CREDIT_NOTE
    code = Series.CREDIT_NOTE if credit else Series.INVOICE
    row = series.lock(code, on.year)
    files = files or dict.fromkeys(("xml", "pdf"), invoice.uid.bytes * 2)
    content = content or {}
    files = {**files, **{kind: hashlib.sha256(one).digest() for kind, one in content.items()}}
    link = hashlib.sha256(bytes.fromhex(row.last_hash) + files["xml"] + files["pdf"]).hexdigest()
    previous, no = row.last_hash, series.take(row, on=on, link=link)
    Invoice.objects.filter(pk=invoice.pk).update(
        state=InvoiceState.ISSUED,
        series=code,
        year=on.year,
        no=no,
        number=series.written(code, on.year, no),
        issued_on=on,
        issued_at=noon(on),
        due_on=on + timedelta(days=invoice.payment_days),
        seller={"name": "Agora Services"},
        buyer={"name": account.name, "siret": account.siret},
        taxes=[{"category": "S", "rate": "20.00", "base_cents": ht_cents, "tax_cents": vat}],
        ht_cents=ht_cents,
        vat_cents=vat,
        ttc_cents=ht_cents + vat,
        xml_sha256=files["xml"].hex(),
        pdf_sha256=files["pdf"].hex(),
        previous_hash=previous,
        chain_hash=link,
    )
    invoice.refresh_from_db()
    for kind, one in content.items():
        Artifact.objects.create(
            invoice=invoice,
            kind=kind,
            name=f"{invoice.number}.{kind}",
            sha256=files[kind].hex(),
            content=one,
        )
    ledger.note(
        ledger.Fact(
            kind=FactKind.CREDIT if credit else FactKind.INVOICE,
            invoice=invoice.corrects if credit and invoice.corrects else invoice,
            cents=invoice.ttc_cents,
            source_system=Source.OURS,
            source_id=f"invoice:{invoice.uid}",
            effective_on=on,
        )
    )
    return invoice


def note_status(invoice: Invoice, code: str = Chorus.DEPOSEE, *, on: date, **fields: Any) -> Any:
    """A status seen in Chorus Pro on a day."""
    return DeliveryEvent.objects.create(invoice=invoice, code=code, at=noon(on), **fields)


def paid(invoice: Invoice, cents: int | None = None, *, on: date) -> LedgerFact | None:
    """Money for an invoice, as a bare fact."""
    number = next(_numbers)
    return ledger.note(
        ledger.Fact(
            kind=FactKind.PAYMENT,
            invoice=invoice,
            cents=cents or invoice.ttc_cents,
            source_system=Source.BANK,
            source_id=f"test:{number}",
            effective_on=on,
        )
    )


def make_receipt(
    cents: int, *, on: date = date(2026, 3, 3), reference: str | None = None, **fields: Any
) -> BankReceipt:
    """Money on our account, given to no invoice yet; `reference` is the bank's wording."""
    wording = f"VIR {next(_numbers)}" if reference is None else reference
    given = {"wording": wording, "payer": "TRESORERIE DE VILLENEUVE"}
    return BankReceipt.objects.create(received_on=on, cents=cents, **given | fields)


def make_biller(role: str = "provider_billing", **fields: Any) -> Any:
    """One of the provider's people who works on billing."""
    return make_staff(role, **fields)
