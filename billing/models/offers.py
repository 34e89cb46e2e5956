"""The price grid, and quotes made from it."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from billing.models.parties import BillingAccount, Paper
from billing.vat import VatRule
from tenants.models import City


class Kind(models.IntegerChoices):
    """What is sold; numbers, so that the database can refuse two prices at once for one."""

    SETUP = 1, _("Mise en service")
    HOSTING = 2, _("Hébergement")
    MAINTENANCE = 3, _("Maintenance et assistance")
    TRAINING = 4, _("Formation")
    ADVICE = 5, _("Conseil")


class Unit(models.TextChoices):
    """How it is counted."""

    ONCE = "once", _("une fois")
    YEAR = "year", _("par an")
    DAY = "day", _("par jour")


UNIT_OF = {
    Kind.SETUP: Unit.ONCE,
    Kind.HOSTING: Unit.YEAR,
    Kind.MAINTENANCE: Unit.YEAR,
    Kind.TRAINING: Unit.DAY,
    Kind.ADVICE: Unit.DAY,
}


class PriceItem(TenantModel):
    """A price for cities of a size, from a day on. Bands of one kind never overlap in time.

    `pop_max` is the first population that no longer fits (null: no bound); `cents` null means
    « sur devis ».
    """

    kind = models.PositiveSmallIntegerField(_("prestation"), choices=Kind.choices)
    unit = models.CharField(_("unité"), max_length=8, choices=Unit.choices)
    pop_min = models.PositiveIntegerField(_("à partir de (habitants)"), default=0)
    pop_max = models.PositiveIntegerField(_("moins de (habitants)"), null=True, blank=True)
    cents = models.BigIntegerField(_("prix HT"), null=True, blank=True)
    valid_from = models.DateField(_("valable du"))
    valid_to = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("prix")
        verbose_name_plural = _("prix")
        ordering = ("kind", "pop_min", "valid_from")
        constraints = [
            models.CheckConstraint(
                name="billing_price_band",
                condition=Q(pop_max__isnull=True) | Q(pop_max__gt=F("pop_min")),
            ),
            models.CheckConstraint(
                name="billing_price_dates",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="billing_price_not_below_zero",
                condition=Q(cents__isnull=True) | Q(cents__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pop_min}"


class QuoteState(models.TextChoices):
    """The life of a quote; frozen once sent."""

    DRAFT = "draft", _("Brouillon")
    SENT = "sent", _("Envoyé")
    ACCEPTED = "accepted", _("Accepté")
    REFUSED = "refused", _("Refusé")
    EXPIRED = "expired", _("Expiré")
    SUPERSEDED = "superseded", _("Remplacé")


class Quote(TenantModel):
    """An offer to a payer, with its PDF as sent and its signed scan as received."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="quotes")
    number = models.CharField(_("numéro"), max_length=20, unique=True, null=True)
    state = models.CharField(
        _("état"), max_length=12, choices=QuoteState.choices, default=QuoteState.DRAFT
    )
    title = models.CharField(_("objet"), max_length=150)
    starts_on = models.DateField(_("début du service"), null=True, blank=True)
    to_year_end = models.BooleanField(_("terme au 31 décembre"), default=True)
    max_renewals = models.PositiveSmallIntegerField(_("reconductions"), default=3)
    sent_on = models.DateField(_("envoyé le"), null=True, blank=True)
    valid_until = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    closed_on = models.DateField(_("conclu le"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    ht_cents = models.BigIntegerField(_("total HT, première année"), default=0)
    vat_cents = models.BigIntegerField(_("TVA"), default=0)
    ttc_cents = models.BigIntegerField(_("total TTC, première année"), default=0)
    whole_ht_cents = models.BigIntegerField(_("total HT, reconductions comprises"), default=0)
    pdf = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    signed = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"), max_length=1000, blank=True)
    by_ref = models.CharField(max_length=64, blank=True)
    by_label = models.CharField(_("préparé par"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("créé le"), db_default=Now())

    class Meta:
        verbose_name = _("devis")
        verbose_name_plural = _("devis")
        ordering = (F("created_at").desc(), F("pk").desc())
        constraints = [
            models.CheckConstraint(
                name="billing_quote_numbered_once_sent",
                condition=Q(state="draft") | Q(number__isnull=False, pdf__isnull=False),
            ),
            models.CheckConstraint(
                name="billing_quote_totals", condition=Q(ttc_cents=F("ht_cents") + F("vat_cents"))
            ),
            models.CheckConstraint(
                name="billing_quote_accepted_signed",
                condition=~Q(state="accepted") | Q(signed__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def reference(self) -> str:
        """How the journal names it."""
        return f"billing.quote:{self.uid}"


class OfferLine(TenantModel):
    """A line that a quote offers or a contract holds."""

    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.PositiveSmallIntegerField(_("prestation"), choices=Kind.choices)
    unit = models.CharField(_("unité"), max_length=8, choices=Unit.choices)
    label = models.CharField(_("libellé"), max_length=100)
    quantity = models.DecimalField(
        _("quantité"), max_digits=8, decimal_places=2, default=Decimal("1.00")
    )
    unit_cents = models.BigIntegerField(_("prix unitaire HT"))
    vat_rule = models.CharField(
        _("TVA"), max_length=16, choices=VatRule.choices, default=VatRule.STANDARD
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label


class QuoteLine(OfferLine):
    """A line of a quote."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="lines")

    class Meta:
        verbose_name = _("ligne de devis")
        verbose_name_plural = _("lignes de devis")
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                name="billing_quoteline_amounts", condition=Q(quantity__gt=0, unit_cents__gte=0)
            )
        ]
