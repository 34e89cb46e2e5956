"""The books of the demonstration, told day by day: each step is what a person or a job would do.

Nanterre-sur-Fil has paid all it owes and has just ordered training; Port-Lanvaux is 47 days late;
Saint-Aubin-les-Vignes cannot be invoiced for want of an engagement number.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from agora.accounts.models import User
from agora.rules import SYSTEM
from billing import clock, planning
from billing.actions.accounts import open_account
from billing.actions.contracts import sign_contract
from billing.actions.deliveries import Status, note_delivery
from billing.actions.drafts import draft_invoice
from billing.actions.dunning import note_step, open_steps
from billing.actions.issue import issue_invoice
from billing.actions.plan import give_reference
from billing.actions.prices import set_grid
from billing.actions.provider import confirm_bank, describe_provider, propose_bank
from billing.actions.quotes import accept_quote, draft_quote, send_quote
from billing.actions.receipts import allocate, type_receipt
from billing.actions.services import ask_service, quote_service
from billing.models import (
    BillingAccount,
    Chorus,
    Contract,
    DueItem,
    DueState,
    DunningStep,
    Invoice,
    Kind,
    Quote,
    ServiceOrder,
    Step,
)
from billing.queries.invoices import batches, ready_items
from billing.scans import Scan
from tenants.models import Domain

CLERK, LEAD = "exploitation@agora.example", "direction@agora.example"
PROVIDER = {
    "name": "Agora Services",
    "legal_form": "SCOP SARL à capital variable",
    "siret": "73282932000074",
    "vat_id": "FR44732829320",
    "register": "RCS Nanterre 732 829 320",
    "street": "12 rue des Ateliers",
    "postcode": "92000",
    "town": "Nanterre",
    "contact_name": "Maud Exploitation",
    "email": "facturation@agora.example",
    "phone": "01 99 00 45 60",
    "bank_name": "Banque des Coopératives",
    "training_number": "11 92 12345 92",
}
IBAN, BIC = "FR7630006000011234567890189", "AGRIFRPP"
PAYERS: dict[str, dict[str, Any]] = {
    "nanterre.localhost": {
        "name": "Ville de Nanterre-sur-Fil",
        "street": "88 rue du Lavoir",
        "postcode": "92990",
        "town": "Nanterre-sur-Fil",
        "contact_name": "Aminata Diallo",
        "contact_email": "finances@nanterre.example",
        "contact_phone": "01 99 00 12 40",
        "engagement_required": True,
        "service_code": "DG-PARTICIPATION",
    },
    "port-lanvaux.localhost": {
        "name": "Ville de Port-Lanvaux",
        "street": "1 quai de la Criée",
        "postcode": "56990",
        "town": "Port-Lanvaux",
        "contact_name": "Service des finances",
        "contact_email": "finances@port-lanvaux.example",
        "contact_phone": "02 99 00 56 10",
        "service_required": True,
        "service_code": "FINANCES",
    },
    "saint-aubin.localhost": {
        "name": "Commune de Saint-Aubin-les-Vignes",
        "street": "Place de l’Église",
        "postcode": "71990",
        "town": "Saint-Aubin-les-Vignes",
        "contact_name": "Jean Roche, secrétaire de mairie",
        "contact_email": "finances@saint-aubin.example",
        "contact_phone": "03 99 00 71 10",
        "engagement_required": True,
    },
}


class Books:
    """The story, told to `clerk` (who works) and `lead` (who answers for it)."""

    def __init__(self, *, clerk: Any, lead: Any, cities: dict[str, Any], on: date) -> None:
        self.clerk, self.lead, self.cities, self.on = clerk, lead, cities, on
        self.payers: dict[str, BillingAccount] = {}
        self.days: list[tuple[date, Callable[[], Any]]] = []

    def write(self) -> None:
        """Live every day of the story in order: numbers carry dates that only go up."""
        self._found(date(self.on.year - 1, 1, 5))
        self._paid("nanterre.localhost", date(self.on.year - 1, 4, 1))
        self._late("port-lanvaux.localhost")
        self._blocked("saint-aubin.localhost")
        for day, step in sorted(self.days, key=lambda pair: pair[0]):
            if day <= self.on:
                with clock.at(day):
                    step()

    def at(self, day: date, step: Callable[[], Any]) -> None:
        """Do something on a day of the story."""
        self.days.append((day, step))

    def _found(self, day: date) -> None:
        def begin() -> None:
            describe_provider(actor=self.lead, fields=PROVIDER)
            propose_bank(actor=self.clerk, iban=IBAN, bic=BIC)
            confirm_bank(actor=self.lead)
            set_grid(actor=self.lead, valid_from=date(day.year, 1, 1))
            for host, facts in PAYERS.items():
                city = self.cities[host]
                siret = siret_of(city.siren)
                fields = facts | {"siret": siret, "vat_id": vat_id_of(siret)}
                self.payers[host] = open_account(actor=self.clerk, fields=fields, city=city)

        self.at(day, begin)

    # --- Nanterre-sur-Fil: two invoices, both paid, and three days of training just ordered -----
    def _paid(self, host: str, starts: date) -> None:
        self._contract(host, starts)
        for year, first in ((starts.year, starts), (starts.year + 1, date(starts.year + 1, 1, 1))):
            day = first + timedelta(days=8)
            self.at(day, lambda year=year: self._give_engagement(host, f"EJ{year}-004417"))
            self.at(day + timedelta(days=1), lambda: self._invoice(host))
            self._on_its_way(host, day + timedelta(days=2), (0, 1, 9, 15, 19, 22))
            self.at(day + timedelta(days=26), lambda: self._receive(host))
        self.at(self.on - timedelta(days=6), lambda: self._order_training(host))

    def _order_training(self, host: str) -> None:
        order = ask_service(
            actor=self.clerk,
            account=self.payers[host],
            city=self.cities[host],
            kind=Kind.TRAINING,
            subject="Former l’équipe à la synthèse des débats",
            wish="Six personnes, de préférence un mardi ou un jeudi de janvier.",
        )
        quote_service(actor=self.clerk, order=order, days=Decimal(3), day_cents=120_000)
        quote = ServiceOrder.objects.select_related("quote").get(pk=order.pk).quote
        if quote is not None:
            self._agree(quote)

    # --- Port-Lanvaux: invoiced, received 77 days ago, 47 days late ------------------------------
    def _late(self, host: str) -> None:
        received = self.on - timedelta(days=77)
        self._contract(host, min(date(self.on.year, 3, 1), received - timedelta(days=40)))
        self.at(received - timedelta(days=2), lambda: self._invoice(host))
        self._on_its_way(host, received - timedelta(days=1), (0, 1))
        for step in (Step.MESSAGE, Step.CALL, Step.LETTER):
            self.at(received + timedelta(days=int(step)), lambda: self._open_steps(host))
        self.at(received + timedelta(days=32), lambda: self._note(host, Step.MESSAGE, MESSAGE_SAID))
        self.at(received + timedelta(days=46), lambda: self._note(host, Step.CALL, CALL_SAID))

    # --- Saint-Aubin: the engagement is still awaited ------------------------------------------
    def _blocked(self, host: str) -> None:
        starts = (self.on - timedelta(days=58)).replace(day=1)
        self._contract(host, starts)
        self.at(starts + timedelta(days=1), lambda: planning.plan(clock.today()))

    # --- Steps ---------------------------------------------------------------------------------
    def _contract(self, host: str, starts: date) -> None:
        signed = starts - timedelta(days=25)

        def agree() -> None:
            quote = draft_quote(
                actor=self.clerk,
                account=self.payers[host],
                title="Plateforme de participation",
                starts_on=starts,
            )
            accepted = self._agree(quote)
            sign_contract(
                actor=self.clerk,
                quote=accepted,
                starts_on=starts,
                fields={"signed_on": clock.today(), "market_ref": f"{starts.year}-PI-017"},
            )

        self.at(signed, agree)
        for day in (signed + timedelta(days=1), starts, date(starts.year, 12, 15), self.on):
            self.at(day, lambda: planning.plan(clock.today()))

    def _agree(self, quote: Quote) -> Quote:
        sent = send_quote(actor=self.clerk, quote=quote)
        return accept_quote(actor=self.clerk, quote=sent, scan=signed_scan())

    def _give_engagement(self, host: str, engagement: str) -> None:
        planning.plan(clock.today())
        for item in DueItem.objects.filter(
            account=self.payers[host], state=DueState.AWAITING_REF, due_from__lte=clock.today()
        ):
            give_reference(
                actor=self.clerk,
                item=item,
                engagement=engagement,
                service_code=self.payers[host].service_code,
            )

    def _invoice(self, host: str) -> None:
        planning.plan(clock.today())
        for items in batches(ready_items().filter(account=self.payers[host])):
            draft = draft_invoice(actor=self.clerk, items=items)
            issue_invoice(actor=SYSTEM, invoice=draft)

    def _on_its_way(self, host: str, day: date, after: tuple[int, ...]) -> None:
        way = (
            Chorus.DEPOSEE,
            Chorus.MISE_A_DISPOSITION,
            Chorus.SERVICE_FAIT,
            Chorus.MANDATEE,
            Chorus.COMPTABILISEE,
            Chorus.MISE_EN_PAIEMENT,
        )
        for code, days in zip(way, after, strict=False):
            self.at(day + timedelta(days=days), lambda code=code: self._status(host, code))

    def _status(self, host: str, code: str) -> None:
        invoice = self._last(host)
        number = f"CPP-{invoice.pk:06d}" if code == Chorus.DEPOSEE else ""
        status = Status(code=code, at=clock.now(), chorus_number=number)
        note_delivery(actor=self.clerk, invoice=invoice, status=status)

    def _receive(self, host: str) -> None:
        invoice = self._last(host)
        receipt = type_receipt(
            actor=self.clerk,
            received_on=clock.today(),
            cents=invoice.ttc_cents,
            reference=f"VIR {invoice.number}",
            payer="TRESORERIE NANTERRE",
        )
        allocate(actor=self.clerk, receipt=receipt, parts=[(invoice, invoice.ttc_cents)])

    def _open_steps(self, host: str) -> None:
        open_steps(actor=SYSTEM, invoice=self._last(host))

    def _note(self, host: str, step: int, note: str) -> None:
        found = DunningStep.objects.filter(invoice=self._last(host), step=step).first()
        if found is not None:
            note_step(actor=self.clerk, step=found, note=note)

    def _last(self, host: str) -> Invoice:
        return Invoice.objects.filter(account=self.payers[host]).latest("issued_on", "pk")


MESSAGE_SAID = "Message envoyé au service des finances, avec le statut Chorus Pro."
CALL_SAID = "Appel à 10 h : l’agente est en congé, la facture attend le service fait."


def write(on: date) -> bool:
    """Write the books up to a day, if they are empty; tell whether they were."""
    if Contract.objects.exists():
        return False
    cities = {
        domain.host: domain.city
        for domain in Domain.objects.select_related("city").filter(host__in=PAYERS)
    }
    people = {user.email: user for user in User.objects.filter(email__in=(CLERK, LEAD))}
    with transaction.atomic():
        Books(clerk=people[CLERK], lead=people[LEAD], cities=cities, on=on).write()
    return True


def vat_id_of(siret: str) -> str:
    """The French VAT number of a SIRET: its key is computed from the SIREN."""
    siren = int(siret[:9])
    return f"FR{(12 + 3 * (siren % 97)) % 97:02d}{siren:09d}"


def siret_of(siren: str) -> str:
    """The SIRET of a town hall, from its SIREN: its first establishment, with its key."""
    from stdnum import luhn  # noqa: PLC0415

    body = f"{siren}0001"
    return body + str(luhn.calc_check_digit(body))


def signed_scan() -> Scan:
    """A page that stands for a signed quote."""
    from pypdf import PdfWriter  # noqa: PLC0415

    page, kept = PdfWriter(), io.BytesIO()
    page.add_blank_page(width=595, height=842)
    page.write(kept)
    return Scan("devis-signe.pdf", "application/pdf", kept.getvalue())
