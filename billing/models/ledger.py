"""Facts, to which rows are only ever added: what was delivered, what was owed, what was paid."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agora.context.models import TenantModel
from billing.models.invoices import Invoice, Series


class Chorus(models.TextChoices):
    """Statuses of Chorus Pro, by their own codes, and ours for « not deposited »."""

    DEPOSEE = "DEPOSEE", pgettext_lazy("Chorus Pro", "Déposée")
    EN_COURS_ACHEMINEMENT = "EN_COURS_ACHEMINEMENT", _("En cours d’acheminement")
    MISE_A_DISPOSITION = "MISE_A_DISPOSITION", _("Mise à disposition")
    A_RECYCLER = "A_RECYCLER", _("À recycler")
    REJETEE = "REJETEE", _("Rejetée")
    SUSPENDUE = "SUSPENDUE", _("Suspendue")
    COMPLETEE = "COMPLETEE", _("Complétée")
    SERVICE_FAIT = "SERVICE_FAIT", _("Service fait")
    MANDATEE = "MANDATEE", _("Mandatée")
    MISE_A_DISPOSITION_COMPTABLE = "MISE_A_DISPOSITION_COMPTABLE", _("Transmise au comptable")
    COMPTABILISEE = "COMPTABILISEE", _("Comptabilisée")
    MISE_EN_PAIEMENT = "MISE_EN_PAIEMENT", _("Mise en paiement")


class DeliveryEvent(TenantModel):
    """One status seen in Chorus Pro for one attempt to deliver; `at` is Chorus's moment."""

    append_only = True

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="deliveries")
    attempt = models.PositiveSmallIntegerField(_("envoi"), default=1)
    code = models.CharField(_("statut"), max_length=30, choices=Chorus.choices)
    at = models.DateTimeField(_("le"))
    chorus_number = models.CharField(_("numéro Chorus"), max_length=40, blank=True)
    service_code = models.CharField(_("code service corrigé"), max_length=100, blank=True)
    engagement = models.CharField(_("engagement corrigé"), max_length=50, blank=True)
    note = models.CharField(_("motif"), max_length=300, blank=True)
    by_ref = models.CharField(max_length=64, blank=True)
    by_label = models.CharField(_("noté par"), max_length=150, blank=True)
    noted_at = models.DateTimeField(_("noté le"), db_default=Now())

    class Meta:
        verbose_name = _("statut de livraison")
        verbose_name_plural = _("statuts de livraison")
        ordering = ("attempt", "at", "pk")

    def __str__(self) -> str:
        return self.code


class FactKind(models.TextChoices):
    """What happened to what an invoice is owed. Cents are positive; the kind says the sign."""

    INVOICE = "invoice", _("Facture émise")
    CREDIT = "credit", _("Avoir émis")
    PAYMENT = "payment", _("Paiement reçu")
    REVERSAL = "reversal", _("Paiement annulé ou rendu")


class Source(models.TextChoices):
    """Who says so."""

    OURS = "ours", _("Nos documents")
    BANK = "bank", _("Banque")
    STRIPE = "stripe", _("Stripe")


class LedgerFact(TenantModel):
    """One fact of the ledger. Order, repetition and delay change nothing: it is there or not."""

    append_only = True

    kind = models.CharField(_("fait"), max_length=10, choices=FactKind.choices)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="facts")
    cents = models.BigIntegerField(_("montant"))
    source_system = models.CharField(_("source"), max_length=8, choices=Source.choices)
    source_id = models.CharField(_("référence de la source"), max_length=160)
    effective_on = models.DateField(_("date"))
    journal = models.CharField(_("journal"), max_length=2, choices=Series.choices)
    year = models.PositiveSmallIntegerField(_("exercice"))
    entry_no = models.PositiveIntegerField(_("écriture"))
    noted_at = models.DateTimeField(_("noté le"), db_default=Now())

    class Meta:
        verbose_name = _("fait")
        verbose_name_plural = _("faits")
        ordering = ("effective_on", "pk")
        constraints = [
            models.UniqueConstraint(
                name="billing_fact_once", fields=["source_system", "source_id"]
            ),
            models.UniqueConstraint(
                name="billing_fact_entry", fields=["journal", "year", "entry_no"]
            ),
            models.CheckConstraint(name="billing_fact_cents", condition=Q(cents__gt=0)),
            models.CheckConstraint(
                name="billing_fact_journal",
                condition=Q(kind__in=["invoice", "credit"], journal="VE", source_system="ours")
                | Q(kind__in=["payment", "reversal"], journal="BQ"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cents}"


class BankReceipt(TenantModel):
    """Money that came to our account, typed by hand or read in the bank's file."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    received_on = models.DateField(_("reçu le"))
    cents = models.BigIntegerField(_("montant"))
    wording = models.CharField(_("libellé"), max_length=140, blank=True)
    payer = models.CharField(_("donneur d’ordre"), max_length=140, blank=True)
    from_file = models.BooleanField(_("lu dans un relevé"), default=False)
    set_aside = models.CharField(_("écarté parce que"), max_length=200, blank=True)
    by_ref = models.CharField(max_length=64, blank=True)
    by_label = models.CharField(_("saisi par"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("saisi le"), db_default=Now())

    class Meta:
        verbose_name = _("encaissement")
        verbose_name_plural = _("encaissements")
        ordering = (F("received_on").desc(), F("pk").desc())
        constraints = [
            models.UniqueConstraint(
                name="billing_receipt_once", fields=["received_on", "cents", "wording", "payer"]
            ),
            models.CheckConstraint(name="billing_receipt_cents", condition=Q(cents__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.cents}"

    @property
    def reference(self) -> str:
        """How the journal names it: never by the bank's words, which hold names and accounts."""
        return f"billing.receipt:{self.uid}"

    @property
    def reference_label(self) -> str:
        """What identifies it for a reader."""
        return self.wording or self.payer


class Allocation(TenantModel):
    """A part of a receipt given to an invoice; undone, it keeps its trace."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt = models.ForeignKey(BankReceipt, models.PROTECT, related_name="allocations")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="allocations")
    cents = models.BigIntegerField(_("montant"))
    fact = models.OneToOneField(LedgerFact, models.PROTECT, related_name="allocation")
    undone = models.OneToOneField(LedgerFact, models.PROTECT, null=True, related_name="+")
    by_ref = models.CharField(max_length=64, blank=True)
    by_label = models.CharField(_("affecté par"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("affecté le"), db_default=Now())

    class Meta:
        verbose_name = _("affectation")
        verbose_name_plural = _("affectations")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(name="billing_allocation_cents", condition=Q(cents__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id} > {self.invoice_id}"


class Step(models.IntegerChoices):
    """Steps of a conversation about a late invoice, by days since its reception."""

    MESSAGE = 31, _("Message au service comptable")
    CALL = 45, _("Appel téléphonique")
    LETTER = 60, _("Courrier à la direction générale")
    MEETING = 90, _("Rendez-vous")


class DunningStep(TenantModel):
    """A step of the conversation: due on a day, done by a person, or not."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="dunning")
    step = models.PositiveSmallIntegerField(_("étape"), choices=Step.choices)
    due_on = models.DateField(_("à faire le"))
    done_at = models.DateTimeField(_("fait le"), null=True, blank=True)
    note = models.CharField(_("ce qui a été dit"), max_length=500, blank=True)
    by_ref = models.CharField(max_length=64, blank=True)
    by_label = models.CharField(_("fait par"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("étape de relance")
        verbose_name_plural = _("étapes de relance")
        ordering = ("due_on", "pk")
        constraints = [
            models.UniqueConstraint(name="billing_dunning_once", fields=["invoice", "step"])
        ]

    def __str__(self) -> str:
        return str(self.get_step_display())


class PaymentPromise(TenantModel):
    """A day the payer said it would pay on: the conversation rests until then."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="promises")
    promised_on = models.DateField(_("promis pour le"))
    note = models.CharField(_("par qui, comment"), max_length=200, blank=True)
    by_ref = models.CharField(max_length=64, blank=True)
    by_label = models.CharField(_("noté par"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("noté le"), db_default=Now())

    class Meta:
        verbose_name = _("promesse de paiement")
        verbose_name_plural = _("promesses de paiement")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.promised_on)
