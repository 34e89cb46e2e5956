"""The legal original: numbers without gap, frozen facts, bytes kept for ten years."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from billing.models.contracts import Contract, DueItem
from billing.models.parties import BillingAccount
from tenants.models import City

NO_HASH = "0" * 64
"""What the first link of a chain hangs on."""


class Series(models.TextChoices):
    """What is numbered: documents, and the entries of each journal."""

    INVOICE = "AG", _("Factures")
    CREDIT_NOTE = "AV", _("Avoirs")
    QUOTE = "DV", _("Devis")
    SALES = "VE", _("Journal des ventes")
    BANK = "BQ", _("Journal de banque")


class NumberSeries(TenantModel):
    """The last number given in a series and a year.

    A row and not a sequence: a number taken by a transaction that fails goes back with it.
    """

    code = models.CharField(_("série"), max_length=2, choices=Series.choices)
    year = models.PositiveSmallIntegerField(_("année"))
    last_no = models.PositiveIntegerField(_("dernier numéro"), default=0)
    last_date = models.DateField(_("dernière date"), null=True, blank=True)
    last_hash = models.CharField(_("dernière empreinte"), max_length=64, default=NO_HASH)

    class Meta:
        verbose_name = _("série de numéros")
        verbose_name_plural = _("séries de numéros")
        constraints = [models.UniqueConstraint(name="billing_series", fields=["code", "year"])]

    def __str__(self) -> str:
        return f"{self.code}{self.year}"


class InvoiceKind(models.IntegerChoices):
    """Type of document (UNTDID 1001)."""

    INVOICE = 380, _("Facture")
    CREDIT_NOTE = 381, _("Avoir")


class InvoiceState(models.TextChoices):
    """A draft has no number; an issued invoice never changes."""

    DRAFT = "draft", _("Brouillon")
    ISSUED = "issued", _("Émise")


class Invoice(TenantModel):
    """An invoice, or the credit note that corrects one (`corrects`; its amounts are positive)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.PositiveSmallIntegerField(
        _("nature"), choices=InvoiceKind.choices, default=InvoiceKind.INVOICE
    )
    state = models.CharField(
        _("état"), max_length=8, choices=InvoiceState.choices, default=InvoiceState.DRAFT
    )
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="invoices")
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="invoices"
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="credit_notes"
    )
    reason = models.CharField(_("motif"), max_length=200, blank=True)

    # What Chorus Pro routes by.
    service_code = models.CharField(_("code service"), max_length=100, blank=True)
    engagement = models.CharField(_("engagement"), max_length=50, blank=True)
    market_ref = models.CharField(_("numéro de marché"), max_length=50, blank=True)
    payment_days = models.PositiveSmallIntegerField(_("délai de paiement"), default=30)

    # Taken when issued, frozen from then on.
    series = models.CharField(max_length=2, choices=Series.choices, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    no = models.PositiveIntegerField(null=True)
    number = models.CharField(_("numéro"), max_length=35, unique=True, null=True)
    issued_on = models.DateField(_("date"), null=True)
    due_on = models.DateField(_("échéance"), null=True)
    issued_at = models.DateTimeField(_("émise le"), null=True)
    seller = models.JSONField(_("vendeur"), default=dict)
    buyer = models.JSONField(_("acheteur"), default=dict)
    taxes = models.JSONField(_("TVA par taux"), default=list)
    ht_cents = models.BigIntegerField(_("total HT"), default=0)
    vat_cents = models.BigIntegerField(_("TVA"), default=0)
    ttc_cents = models.BigIntegerField(_("total TTC"), default=0)
    xml_sha256 = models.CharField(max_length=64, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    chain_hash = models.CharField(max_length=64, blank=True)

    # While a draft: what was asked, and what the checks said.
    asked_at = models.DateTimeField(_("émission demandée le"), null=True, blank=True)
    refusals = models.JSONField(_("ce qui empêche d’émettre"), default=list)
    by_ref = models.CharField(max_length=64, blank=True)
    by_label = models.CharField(_("préparée par"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("créée le"), db_default=Now())

    class Meta:
        verbose_name = _("facture")
        verbose_name_plural = _("factures")
        ordering = (F("created_at").desc(), F("pk").desc())
        constraints = [
            models.CheckConstraint(
                name="billing_invoice_totals", condition=Q(ttc_cents=F("ht_cents") + F("vat_cents"))
            ),
            models.CheckConstraint(
                name="billing_invoice_positive", condition=Q(ht_cents__gte=0, vat_cents__gte=0)
            ),
            models.CheckConstraint(
                name="billing_invoice_draft_or_whole",
                condition=Q(state="draft", number__isnull=True)
                | (
                    Q(state="issued", number__isnull=False, issued_on__isnull=False)
                    & Q(no__isnull=False, chain_hash__regex=r"^[0-9a-f]{64}$")
                ),
            ),
            models.CheckConstraint(
                name="billing_invoice_credit_corrects",
                condition=Q(kind=380, corrects__isnull=True) | Q(kind=381, corrects__isnull=False),
            ),
            models.UniqueConstraint(name="billing_invoice_no", fields=["series", "year", "no"]),
        ]
        indexes = [models.Index(fields=["account", "-issued_on"], name="billing_invoice_account")]

    def __str__(self) -> str:
        return self.number or str(_("Brouillon"))

    @property
    def reference(self) -> str:
        """How the journal names it."""
        return f"billing.invoice:{self.uid}"

    @property
    def is_credit_note(self) -> bool:
        """Whether this document gives back."""
        return self.kind == InvoiceKind.CREDIT_NOTE


class InvoiceLine(TenantModel):
    """A line as printed: quantity times unit price is its net amount, to the cent."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=1)
    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, related_name="+")
    due_item = models.ForeignKey(
        DueItem, models.PROTECT, null=True, blank=True, related_name="invoice_lines"
    )
    kind = models.PositiveSmallIntegerField(_("prestation"), default=0)
    label = models.CharField(_("libellé"), max_length=100)
    note = models.CharField(_("précision"), max_length=200, blank=True)
    quantity = models.DecimalField(
        _("quantité"), max_digits=8, decimal_places=2, default=Decimal("1.00")
    )
    unit = models.CharField(_("unité"), max_length=8, default="once")
    unit_cents = models.BigIntegerField(_("prix unitaire HT"))
    net_cents = models.BigIntegerField(_("montant HT"))
    vat_category = models.CharField(_("catégorie de TVA"), max_length=2, default="S")
    vat_rate = models.DecimalField(_("taux de TVA"), max_digits=4, decimal_places=2)
    exemption_code = models.CharField(max_length=20, blank=True)
    exemption_reason = models.CharField(_("exonération"), max_length=100, blank=True)
    period_start = models.DateField(_("du"), null=True, blank=True)
    period_end = models.DateField(_("au"), null=True, blank=True)

    class Meta:
        verbose_name = _("ligne de facture")
        verbose_name_plural = _("lignes de facture")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.label


class ArtifactKind(models.TextChoices):
    """Which bytes."""

    XML = "xml", _("Données (XML)")
    PDF = "pdf", _("Facture (PDF)")
    ATTACHMENT = "attachment", _("Pièce jointe")


class Artifact(TenantModel):
    """The bytes as issued; never made again, never changed."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="artifacts")
    kind = models.CharField(_("nature"), max_length=10, choices=ArtifactKind.choices)
    name = models.CharField(_("nom"), max_length=120)
    sha256 = models.CharField(_("empreinte"), max_length=64)
    content = models.BinaryField(_("contenu"))

    class Meta:
        verbose_name = _("pièce de facture")
        verbose_name_plural = _("pièces de facture")
        constraints = [
            models.UniqueConstraint(
                name="billing_artifact_one",
                fields=["invoice", "kind"],
                condition=Q(kind__in=["xml", "pdf"]),
            )
        ]

    def __str__(self) -> str:
        return self.name
