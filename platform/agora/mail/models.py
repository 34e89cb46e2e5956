"""Letters on their way out: written in the business transaction, erased once gone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel


class OutgoingMail(TenantModel):
    """One letter to one person.

    Its words are kept only until it is gone: sign-in codes and names have no business in a table
    that grows for ever. What remains says that something left, for whom, when.
    """

    class State(models.TextChoices):
        """Where the letter is."""

        WAITING = "waiting", _("En attente")
        SENT = "sent", _("Envoyé")
        REFUSED = "refused", _("Refusé")
        DROPPED = "dropped", _("Retenu")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.WAITING)
    template = models.CharField(_("modèle"), max_length=120)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("destinataire"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    to = models.CharField(_("adresse"), max_length=254, blank=True)
    subject = models.CharField(_("objet"), max_length=250, blank=True)
    text = models.TextField(_("texte"), blank=True)
    html = models.TextField(_("page"), blank=True)
    reply_to = models.CharField(_("répondre à"), max_length=254, blank=True)
    unsubscribe_url = models.CharField(_("désabonnement"), max_length=500, blank=True)
    bulk = models.BooleanField(_("envoi en nombre"), default=False)
    attempts = models.PositiveIntegerField(_("essais"), default=0)
    error = models.CharField(_("dernier refus"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("écrit le"), db_default=Now())
    sent_at = models.DateTimeField(_("parti le"), null=True)

    class Meta:
        verbose_name = _("courrier")
        verbose_name_plural = _("courriers")
        constraints = [
            models.CheckConstraint(
                name="mail_gone_means_erased",
                condition=Q(state="waiting") | Q(to="", subject="", text="", html=""),
            )
        ]
        indexes = [
            models.Index(fields=["id"], name="mail_waiting", condition=Q(state="waiting")),
            models.Index(fields=["created_at"], name="mail_created"),
        ]
