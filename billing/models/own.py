"""What a city sees of the books: views that know the caller by its role (`sql/own_rows.sql`).

Read from inside a city, they hold its own rows; from anywhere else, nothing. Amounts are cents.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from billing.models.contracts import ContractKind, ContractState, DueState, OrderState
from billing.models.invoices import ArtifactKind, InvoiceKind
from billing.models.ledger import Chorus, FactKind, Source
from billing.models.offers import Kind, QuoteState, Unit
from billing.models.parties import Address, Demands, PaperKind, Rail


class OwnProvider(Address):
    """Whom to call, and the confirmed account to pay to (empty where invoices are not shown)."""

    name = models.CharField(max_length=100)
    legal_form = models.CharField(max_length=100)
    siret = models.CharField(max_length=14)
    vat_id = models.CharField(max_length=13)
    contact_name = models.CharField(max_length=100)
    email = models.EmailField()
    phone = models.CharField(max_length=20)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11)
    bank_name = models.CharField(max_length=60)

    class Meta:
        managed = False
        db_table = "billing_own_provider"

    def __str__(self) -> str:
        return self.name


class OwnAccount(TenantModel, Demands):
    """Who pays for this city; only a name where `shows_documents` is false."""

    name = models.CharField(max_length=100)
    shows_documents = models.BooleanField()
    siret = models.CharField(max_length=14)
    service_code = models.CharField(max_length=100)
    rail = models.CharField(max_length=16, choices=Rail.choices)

    class Meta:
        managed = False
        db_table = "billing_own_account"

    def __str__(self) -> str:
        return self.name


class OwnInvoice(TenantModel):
    """An issued document, with the sums of its facts."""

    uid = models.UUIDField()
    kind = models.PositiveSmallIntegerField(choices=InvoiceKind.choices)
    number = models.CharField(max_length=35)
    reason = models.CharField(max_length=200)
    service_code = models.CharField(max_length=100)
    engagement = models.CharField(max_length=50)
    market_ref = models.CharField(max_length=50)
    payment_days = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    due_on = models.DateField(null=True)
    taxes = models.JSONField()
    ht_cents = models.BigIntegerField()
    vat_cents = models.BigIntegerField()
    ttc_cents = models.BigIntegerField()
    pdf_sha256 = models.CharField(max_length=64)
    xml_sha256 = models.CharField(max_length=64)
    corrects = models.ForeignKey("self", models.DO_NOTHING, null=True, related_name="credit_notes")
    owed = models.BigIntegerField()
    credited = models.BigIntegerField()
    received = models.BigIntegerField()
    returned = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "billing_own_invoice"
        ordering = ("-issued_on", "-pk")

    def __str__(self) -> str:
        return self.number

    @property
    def is_credit_note(self) -> bool:
        """Whether this document gives back."""
        return self.kind == InvoiceKind.CREDIT_NOTE


class OwnInvoiceLine(TenantModel):
    """A line as printed."""

    invoice = models.ForeignKey(OwnInvoice, models.DO_NOTHING, related_name="lines")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100)
    note = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=8, decimal_places=2)
    unit = models.CharField(max_length=8, choices=Unit.choices)
    unit_cents = models.BigIntegerField()
    net_cents = models.BigIntegerField()
    vat_rate = models.DecimalField(max_digits=4, decimal_places=2)
    exemption_reason = models.CharField(max_length=100)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "billing_own_invoiceline"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.label


class OwnDelivery(TenantModel):
    """A status seen in Chorus Pro."""

    invoice = models.ForeignKey(OwnInvoice, models.DO_NOTHING, related_name="deliveries")
    attempt = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30, choices=Chorus.choices)
    at = models.DateTimeField()
    chorus_number = models.CharField(max_length=40)
    service_code = models.CharField(max_length=100)
    engagement = models.CharField(max_length=50)
    note = models.CharField(max_length=300)

    class Meta:
        managed = False
        db_table = "billing_own_delivery"
        ordering = ("attempt", "at", "pk")

    def __str__(self) -> str:
        return self.code


class OwnFact(TenantModel):
    """A fact behind the state of a payment."""

    invoice = models.ForeignKey(OwnInvoice, models.DO_NOTHING, related_name="facts")
    kind = models.CharField(max_length=10, choices=FactKind.choices)
    cents = models.BigIntegerField()
    source_system = models.CharField(max_length=8, choices=Source.choices)
    effective_on = models.DateField()

    # Kept from cities: it may hold the reference of a transfer that paid another one too.
    source_id = ""

    class Meta:
        managed = False
        db_table = "billing_own_fact"
        ordering = ("effective_on", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.cents}"


class OwnArtifact(TenantModel):
    """The bytes of an invoice, as issued."""

    invoice = models.ForeignKey(OwnInvoice, models.DO_NOTHING, related_name="artifacts")
    kind = models.CharField(max_length=10, choices=ArtifactKind.choices)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        managed = False
        db_table = "billing_own_artifact"

    def __str__(self) -> str:
        return self.name


class OwnPaper(TenantModel):
    """A file kept with the books: a quote, its signed scan, a purchase order."""

    uid = models.UUIDField()
    kind = models.CharField(max_length=16, choices=PaperKind.choices)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        managed = False
        db_table = "billing_own_paper"

    def __str__(self) -> str:
        return self.name


class OwnContract(TenantModel):
    """A contract signed, its term and its renewals."""

    uid = models.UUIDField()
    kind = models.CharField(max_length=16, choices=ContractKind.choices)
    state = models.CharField(max_length=12, choices=ContractState.choices)
    title = models.CharField(max_length=150)
    market_ref = models.CharField(max_length=50)
    signed_on = models.DateField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    to_year_end = models.BooleanField()
    max_renewals = models.PositiveSmallIntegerField()
    renewals_used = models.PositiveSmallIntegerField()
    notice_days = models.PositiveSmallIntegerField()
    notice_on = models.DateField(null=True)
    payment_days = models.PositiveSmallIntegerField()

    class Meta:
        managed = False
        db_table = "billing_own_contract"
        ordering = ("-starts_on", "pk")

    def __str__(self) -> str:
        return self.title


class OwnContractLine(TenantModel):
    """A line of a contract."""

    contract = models.ForeignKey(OwnContract, models.DO_NOTHING, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    unit = models.CharField(max_length=8, choices=Unit.choices)
    label = models.CharField(max_length=100)
    quantity = models.DecimalField(max_digits=8, decimal_places=2)
    unit_cents = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "billing_own_contractline"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.label


class OwnDueItem(TenantModel):
    """An amount for a period; `is_open` while its references may still be given."""

    uid = models.UUIDField()
    state = models.CharField(max_length=14, choices=DueState.choices)
    is_open = models.BooleanField()
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    label = models.CharField(max_length=100)
    note = models.CharField(max_length=200)
    period_start = models.DateField()
    period_end = models.DateField()
    due_from = models.DateField()
    cents = models.BigIntegerField()
    engagement = models.CharField(_("numéro d’engagement"), max_length=50)
    service_code = models.CharField(_("code service"), max_length=100)
    asked_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    given_by_label = models.CharField(max_length=150)
    line_id = models.BigIntegerField(null=True)
    order_name = models.CharField(max_length=120, null=True)
    order_uid = models.UUIDField(null=True)
    invoice = models.ForeignKey(OwnInvoice, models.DO_NOTHING, null=True, related_name="due_items")

    class Meta:
        managed = False
        db_table = "billing_own_dueitem"
        ordering = ("due_from", "period_start", "pk")

    def __str__(self) -> str:
        return self.label

    @property
    def reference(self) -> str:
        """How the journal names it."""
        return f"billing.due:{self.uid}"


class OwnQuote(TenantModel):
    """A quote as sent."""

    uid = models.UUIDField()
    number = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=QuoteState.choices)
    title = models.CharField(max_length=150)
    sent_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    ht_cents = models.BigIntegerField()
    ttc_cents = models.BigIntegerField()
    pdf_uid = models.UUIDField(null=True)

    class Meta:
        managed = False
        db_table = "billing_own_quote"
        ordering = ("-sent_on", "-pk")

    def __str__(self) -> str:
        return self.number


class OwnServiceOrder(TenantModel):
    """Days of advice or training this city asked for."""

    uid = models.UUIDField()
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    state = models.CharField(max_length=10, choices=OrderState.choices)
    subject = models.CharField(max_length=100)
    wish = models.TextField()
    days_quoted = models.DecimalField(max_digits=5, decimal_places=1)
    days_ordered = models.DecimalField(max_digits=5, decimal_places=1)
    day_cents = models.BigIntegerField()
    asked_at = models.DateTimeField()
    by_label = models.CharField(max_length=150)
    closed_note = models.CharField(max_length=300)
    quote = models.ForeignKey(OwnQuote, models.DO_NOTHING, null=True, related_name="+")

    class Meta:
        managed = False
        db_table = "billing_own_serviceorder"
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return self.subject

    @property
    def reference(self) -> str:
        """How the journal names it."""
        return f"billing.order:{self.uid}"


class OwnServiceDay(TenantModel):
    """Days given on a date."""

    order = models.ForeignKey(OwnServiceOrder, models.DO_NOTHING, related_name="given")
    on = models.DateField()
    days = models.DecimalField(max_digits=3, decimal_places=1)
    note = models.CharField(max_length=200)

    class Meta:
        managed = False
        db_table = "billing_own_serviceday"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return str(self.on)
