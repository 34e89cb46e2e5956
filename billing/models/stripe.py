"""What we know of Stripe's side: objects linked to ours, hints received, differences found."""

import uuid

from django.db import models
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from billing.models.invoices import Invoice


class StripeObject(TenantModel):
    """One of our things and its mirror: an account, an invoice, a credit note, a receipt."""

    kind = models.CharField(_("nature"), max_length=24)
    ours = models.UUIDField(_("notre référence"), default=uuid.uuid4)
    stripe_id = models.CharField(_("référence Stripe"), max_length=80, unique=True)
    facts = models.JSONField(_("ce qu’il en reste à savoir"), default=dict)
    created_at = models.DateTimeField(_("créé le"), db_default=Now())

    class Meta:
        verbose_name = _("objet Stripe")
        verbose_name_plural = _("objets Stripe")
        constraints = [models.UniqueConstraint(name="billing_stripe_one", fields=["kind", "ours"])]

    def __str__(self) -> str:
        return self.stripe_id


class StripeEvent(TenantModel):
    """A hint received: it says where to look, and is never believed."""

    event_id = models.CharField(_("référence"), max_length=80, unique=True)
    type = models.CharField(_("type"), max_length=80)
    object_id = models.CharField(_("objet"), max_length=80, blank=True)
    payload = models.JSONField(_("contenu"), default=dict)
    received_at = models.DateTimeField(_("reçu le"), db_default=Now())
    attempts = models.PositiveIntegerField(_("essais"), default=0)
    outcome = models.CharField(_("issue"), max_length=200, blank=True)
    done_at = models.DateTimeField(_("traité le"), null=True, blank=True)

    class Meta:
        verbose_name = _("événement Stripe")
        verbose_name_plural = _("événements Stripe")
        ordering = (F("received_at").desc(), F("pk").desc())

    def __str__(self) -> str:
        return self.event_id


class StripeCursor(TenantModel):
    """How far the catch-up and the compare have read."""

    name = models.CharField(max_length=24, primary_key=True)
    at = models.DateTimeField(_("jusqu’au"))

    class Meta:
        verbose_name = _("curseur Stripe")
        verbose_name_plural = _("curseurs Stripe")

    def __str__(self) -> str:
        return self.name


class StripeGap(TenantModel):
    """A difference between the books and the mirror, for a person to look at."""

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="stripe_gaps"
    )
    stripe_id = models.CharField(_("objet"), max_length=80, blank=True)
    what = models.CharField(_("écart"), max_length=200)
    ours_cents = models.BigIntegerField(_("chez nous"), null=True, blank=True)
    theirs_cents = models.BigIntegerField(_("chez Stripe"), null=True, blank=True)
    found_at = models.DateTimeField(_("trouvé le"), db_default=Now())
    closed_at = models.DateTimeField(_("réglé le"), null=True, blank=True)
    closed_note = models.CharField(_("comment"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("écart")
        verbose_name_plural = _("écarts")
        ordering = (F("found_at").desc(), F("pk").desc())

    def __str__(self) -> str:
        return self.what
