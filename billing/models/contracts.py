"""What was agreed: contracts, days of advice and training, and what falls due when."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from billing.models.offers import Kind, OfferLine, Quote
from billing.models.parties import BillingAccount, Paper
from tenants.models import City


class ContractKind(models.TextChoices):
    """Form of the agreement."""

    MARCHE = "marche", _("Marché public")
    ORDER = "bon_de_commande", _("Bon de commande")
    CONVENTION = "convention", _("Convention")


class ContractState(models.TextChoices):
    """The life of a contract."""

    DRAFT = "draft", _("Brouillon")
    ACTIVE = "active", _("En cours")
    NOTICE_GIVEN = "notice_given", _("Dénoncé")
    ENDED = "ended", _("Terminé")
    TERMINATED = "terminated", _("Résilié")


class Contract(TenantModel):
    """A term, its renewals and its terms of payment."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="contracts")
    quote = models.OneToOneField(
        Quote, models.PROTECT, null=True, blank=True, related_name="contract"
    )
    kind = models.CharField(
        _("forme"), max_length=16, choices=ContractKind.choices, default=ContractKind.ORDER
    )
    state = models.CharField(
        _("état"), max_length=12, choices=ContractState.choices, default=ContractState.DRAFT
    )
    title = models.CharField(_("objet"), max_length=150)
    market_ref = models.CharField(_("numéro de marché"), max_length=50, blank=True)
    signed_on = models.DateField(_("signé le"), null=True, blank=True)
    starts_on = models.DateField(_("début"))
    ends_on = models.DateField(_("fin du terme en cours"))
    to_year_end = models.BooleanField(_("terme au 31 décembre"), default=True)
    max_renewals = models.PositiveSmallIntegerField(_("reconductions prévues"), default=3)
    renewals_used = models.PositiveSmallIntegerField(_("reconductions passées"), default=0)
    notice_days = models.PositiveSmallIntegerField(_("préavis, en jours"), default=90)
    notice_on = models.DateField(_("dénoncé le"), null=True, blank=True)
    payment_days = models.PositiveSmallIntegerField(_("délai de paiement, en jours"), default=30)
    closed_note = models.CharField(_("motif de fin"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("créé le"), db_default=Now())

    class Meta:
        verbose_name = _("contrat")
        verbose_name_plural = _("contrats")
        ordering = ("account__name", "-starts_on", "pk")
        constraints = [
            models.CheckConstraint(
                # Public buyers pay within 30 days: code de la commande publique, R. 2192-10.
                name="billing_contract_payment_days",
                condition=Q(payment_days__gte=1, payment_days__lte=30),
            ),
            models.CheckConstraint(
                name="billing_contract_dates", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="billing_contract_renewals",
                condition=Q(renewals_used__lte=F("max_renewals")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """How the journal names it."""
        return f"billing.contract:{self.uid}"


class ContractLine(OfferLine):
    """A line of a contract, planned into due items."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="lines")

    class Meta:
        verbose_name = _("ligne de contrat")
        verbose_name_plural = _("lignes de contrat")
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                name="billing_contractline_amounts", condition=Q(quantity__gt=0, unit_cents__gte=0)
            )
        ]


class OrderState(models.TextChoices):
    """The life of an order of advice or training."""

    ASKED = "asked", _("Demandé")
    QUOTED = "quoted", _("Chiffré")
    ORDERED = "ordered", _("Commandé")
    DELIVERED = "delivered", _("Réalisé")
    DECLINED = "declined", _("Sans suite")


class ServiceOrder(TenantModel):
    """Days of advice or training that a city asked for, from its own pages."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="orders")
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    kind = models.PositiveSmallIntegerField(
        _("prestation"),
        choices=[(Kind.TRAINING, Kind.TRAINING.label), (Kind.ADVICE, Kind.ADVICE.label)],
    )
    state = models.CharField(
        _("état"), max_length=10, choices=OrderState.choices, default=OrderState.ASKED
    )
    subject = models.CharField(_("objet"), max_length=100)
    wish = models.TextField(_("votre besoin"), max_length=2000, blank=True)
    quote = models.OneToOneField(
        Quote, models.PROTECT, null=True, blank=True, related_name="service_order"
    )
    days_quoted = models.DecimalField(
        _("jours chiffrés"), max_digits=5, decimal_places=1, default=0
    )
    days_ordered = models.DecimalField(
        _("jours commandés"), max_digits=5, decimal_places=1, default=0
    )
    day_cents = models.BigIntegerField(_("prix du jour HT"), default=0)
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="orders"
    )
    asked_at = models.DateTimeField(_("demandé le"), db_default=Now())
    by_ref = models.CharField(max_length=64, blank=True)
    by_label = models.CharField(_("demandé par"), max_length=150, blank=True)
    closed_note = models.CharField(_("motif"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("commande de prestation")
        verbose_name_plural = _("commandes de prestation")
        ordering = (F("asked_at").desc(), F("pk").desc())
        constraints = [
            models.CheckConstraint(
                name="billing_order_days", condition=Q(days_quoted__gte=0, days_ordered__gte=0)
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def reference(self) -> str:
        """How the journal names it."""
        return f"billing.order:{self.uid}"


class DueState(models.TextChoices):
    """From plan to invoice."""

    PLANNED = "planned", _("Prévue")
    AWAITING_REF = "awaiting_ref", _("Attend la référence")
    READY = "ready", _("Prête à facturer")
    INVOICED = "invoiced", _("Facturée")
    CANCELLED = "cancelled", _("Annulée")


class DueItem(TenantModel):
    """One amount for one period of one line, waiting for what its buyer demands.

    Two items of a line never cover the same day unless cancelled: the database refuses it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="due_items")
    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, related_name="+")
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="due_items"
    )
    line = models.ForeignKey(
        ContractLine, models.PROTECT, null=True, blank=True, related_name="due_items"
    )
    order = models.ForeignKey(
        ServiceOrder, models.PROTECT, null=True, blank=True, related_name="due_items"
    )
    state = models.CharField(
        _("état"), max_length=14, choices=DueState.choices, default=DueState.PLANNED
    )
    kind = models.PositiveSmallIntegerField(_("prestation"), choices=Kind.choices)
    label = models.CharField(_("libellé"), max_length=100)
    note = models.CharField(_("précision"), max_length=200, blank=True)
    period_start = models.DateField(_("du"))
    period_end = models.DateField(_("au"))
    due_from = models.DateField(_("à facturer à partir du"))
    quantity = models.DecimalField(
        _("quantité"), max_digits=8, decimal_places=2, default=Decimal("1.00")
    )
    unit_cents = models.BigIntegerField(_("prix unitaire HT"))
    cents = models.BigIntegerField(_("montant HT"))
    vat_rule = models.CharField(_("TVA"), max_length=16, default="standard")
    engagement = models.CharField(_("numéro d’engagement"), max_length=50, blank=True)
    service_code = models.CharField(_("code service"), max_length=100, blank=True)
    order_scan = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("référence demandée le"), null=True, blank=True)
    # Who gave the reference, by value: a city's people have no account here.
    given_at = models.DateTimeField(_("référence donnée le"), null=True, blank=True)
    given_by_ref = models.CharField(max_length=64, blank=True)
    given_by_label = models.CharField(_("référence donnée par"), max_length=150, blank=True)
    invoice = models.ForeignKey(
        "billing.Invoice", models.PROTECT, null=True, blank=True, related_name="due_items"
    )
    created_at = models.DateTimeField(_("prévue le"), db_default=Now())

    class Meta:
        verbose_name = _("échéance")
        verbose_name_plural = _("échéances")
        ordering = ("due_from", "account_id", "pk")
        constraints = [
            models.CheckConstraint(
                name="billing_due_period", condition=Q(period_end__gte=F("period_start"))
            ),
            models.CheckConstraint(
                name="billing_due_amounts", condition=Q(quantity__gt=0, cents__gte=0)
            ),
            models.CheckConstraint(
                name="billing_due_invoiced",
                condition=Q(state="invoiced", invoice__isnull=False)
                | (~Q(state="invoiced") & Q(invoice__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def reference(self) -> str:
        """How the journal names it."""
        return f"billing.due:{self.uid}"


class ServiceDay(TenantModel):
    """Days given on a date, ticked off an order, and invoiced once."""

    order = models.ForeignKey(ServiceOrder, models.CASCADE, related_name="given")
    on = models.DateField(_("date"))
    days = models.DecimalField(_("jours"), max_digits=3, decimal_places=1, default=Decimal("1.0"))
    note = models.CharField(_("ce qui a été fait"), max_length=200, blank=True)
    due_item = models.ForeignKey(
        DueItem, models.SET_NULL, null=True, blank=True, related_name="days_given"
    )
    by_ref = models.CharField(max_length=64, blank=True)
    by_label = models.CharField(_("noté par"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("journée réalisée")
        verbose_name_plural = _("journées réalisées")
        ordering = ("on", "pk")
        constraints = [
            models.CheckConstraint(
                name="billing_day_positive", condition=Q(days__gt=0, days__lte=5)
            )
        ]

    def __str__(self) -> str:
        return str(self.on)
