"""Who sells, who pays, and for which city."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from billing.vat import Territory
from tenants.models import City


class Rail(models.TextChoices):
    """How the payer's money comes."""

    OWN_BANK = "own_bank", _("Virement sur notre compte")
    STRIPE_TRANSFER = "stripe_transfer", _("Virement par Stripe")


class Address(TenantModel):
    """Where a party is, as an invoice writes it."""

    street = models.CharField(_("adresse"), max_length=100)
    street_more = models.CharField(_("complément d’adresse"), max_length=100, blank=True)
    postcode = models.CharField(_("code postal"), max_length=10)
    town = models.CharField(_("ville"), max_length=100)

    class Meta:
        abstract = True


class Provider(Address):
    """Us: one row. A new IBAN waits for a second person."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(_("raison sociale"), max_length=100)
    legal_form = models.CharField(_("forme et capital"), max_length=100, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14)
    vat_id = models.CharField(_("numéro de TVA"), max_length=13)
    register = models.CharField(_("immatriculation"), max_length=100, blank=True)
    contact_name = models.CharField(_("interlocuteur"), max_length=100, blank=True)
    email = models.EmailField(_("adresse e-mail"))
    phone = models.CharField(_("téléphone"), max_length=20)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    bank_name = models.CharField(_("banque"), max_length=60, blank=True)
    pending_iban = models.CharField(_("IBAN à confirmer"), max_length=34, blank=True)
    pending_bic = models.CharField(_("BIC à confirmer"), max_length=11, blank=True)
    pending_by_ref = models.CharField(max_length=64, blank=True)
    pending_by_label = models.CharField(_("proposé par"), max_length=150, blank=True)
    pending_at = models.DateTimeField(_("proposé le"), null=True, blank=True)
    vat_on_debits = models.BooleanField(_("TVA sur les débits"), default=False)
    training_number = models.CharField(_("déclaration d’activité"), max_length=20, blank=True)
    training_exempt = models.BooleanField(_("formation exonérée de TVA"), default=False)
    overseas_open = models.BooleanField(_("Guyane et Mayotte ouvertes"), default=False)
    dispense_threshold_cents = models.BigIntegerField(
        _("seuil de dispense de procédure, HT"), default=60_000_00
    )
    quote_days = models.PositiveSmallIntegerField(_("validité d’un devis, en jours"), default=90)

    class Meta:
        verbose_name = _("prestataire")
        verbose_name_plural = _("prestataire")
        constraints = [models.CheckConstraint(name="billing_one_provider", condition=Q(id=1))]

    def __str__(self) -> str:
        return self.name

    @property
    def siren(self) -> str:
        """First nine digits of the SIRET."""
        return self.siret[:9]

    @property
    def reference(self) -> str:
        """How the journal names it."""
        return "billing.provider"


class Demands(models.Model):
    """What a payer demands on an invoice, as the Chorus directory says."""

    service_required = models.BooleanField(_("code service obligatoire"), default=False)
    engagement_required = models.BooleanField(_("engagement obligatoire"), default=False)
    service_or_engagement_required = models.BooleanField(
        _("code service ou engagement obligatoire"), default=False
    )

    class Meta:
        abstract = True

    def missing_reference(self, *, engagement: str, service_code: str) -> str:
        """Name what Chorus would reject an invoice for: `service`, `engagement`, or nothing."""
        if self.engagement_required and not engagement:
            return "engagement"
        if self.service_required and not service_code:
            return "service"
        if self.service_or_engagement_required and not (engagement or service_code):
            return "engagement"
        return ""


class BillingAccount(Address, Demands):
    """A payer: a city, or an intercommunalité that pays for several."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nom"), max_length=100)
    siret = models.CharField(_("SIRET"), max_length=14, unique=True)
    vat_id = models.CharField(_("numéro de TVA"), max_length=13, blank=True)
    territory = models.CharField(
        _("territoire"), max_length=12, choices=Territory.choices, default=Territory.METROPOLE
    )
    contact_name = models.CharField(_("interlocuteur"), max_length=100, blank=True)
    contact_email = models.EmailField(_("adresse e-mail"), blank=True)
    contact_phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    service_code = models.CharField(_("code service"), max_length=100, blank=True)
    rail = models.CharField(
        _("mode de règlement"), max_length=16, choices=Rail.choices, default=Rail.OWN_BANK
    )
    created_at = models.DateTimeField(_("créé le"), db_default=Now())

    class Meta:
        verbose_name = _("compte payeur")
        verbose_name_plural = _("comptes payeurs")
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(
                name="billing_account_siret_digits", condition=Q(siret__regex=r"^[0-9]{14}$")
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def siren(self) -> str:
        """First nine digits of the SIRET."""
        return self.siret[:9]

    @property
    def reference(self) -> str:
        """How the journal names it."""
        return f"billing.account:{self.uid}"


class AccountCity(TenantModel):
    """A city and who pays for it."""

    city = models.OneToOneField(City, models.PROTECT, related_name="+", verbose_name=_("ville"))
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="cities")
    shows_documents = models.BooleanField(_("la ville voit les factures"), default=True)

    class Meta:
        verbose_name = _("ville facturée")
        verbose_name_plural = _("villes facturées")
        ordering = ("city__name",)

    def __str__(self) -> str:
        return str(self.city)


class PaperKind(models.TextChoices):
    """What a kept file is."""

    QUOTE = "quote", _("Devis")
    SIGNED_QUOTE = "signed_quote", _("Devis signé")
    ORDER = "order", _("Bon de commande")


class Paper(TenantModel):
    """A file kept with the books, bytes and all: a quote as sent, its signed scan, an order."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(BillingAccount, models.PROTECT, related_name="papers")
    kind = models.CharField(_("nature"), max_length=16, choices=PaperKind.choices)
    name = models.CharField(_("nom"), max_length=120)
    content_type = models.CharField(_("format"), max_length=60)
    sha256 = models.CharField(_("empreinte"), max_length=64)
    content = models.BinaryField(_("contenu"))
    by_ref = models.CharField(max_length=64, blank=True)
    by_label = models.CharField(_("déposé par"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("déposé le"), db_default=Now())

    class Meta:
        verbose_name = _("pièce")
        verbose_name_plural = _("pièces")

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """How the journal names it."""
        return f"billing.paper:{self.uid}"


def signed_by(actor: Any) -> dict[str, str]:
    """Who acted, by value: a city's people have no account in the provider's house."""
    return {"by_ref": getattr(actor, "reference", "")[:64], "by_label": str(actor)[:150]}
