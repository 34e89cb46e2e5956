"""Looking after the club: what members report, what the provider's people did about it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from club_utilisateurs.models.people import Member
from club_utilisateurs.models.talk import Post, Topic


class HiddenBecause(models.TextChoices):
    """Why a member reports something."""

    PERSONAL = "personal", _("Des données personnelles")
    CHARTER = "charter", _("Contraire à la charte du club")
    WRONG = "wrong", _("Une information fausse")
    OFF_TOPIC = "off_topic", _("Hors sujet, publicité")


class Report(TenantModel):
    """A member asks the provider to look at a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    reason = models.CharField(_("motif"), max_length=10, choices=HiddenBecause.choices)
    note = models.CharField(_("précision"), max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        ordering = ("created_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "member"],
                condition=Q(settled_at__isnull=True),
                name="club_report_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.reason}"


class CareKind(models.TextChoices):
    """What moderation does; each can be undone."""

    HIDE = "hide", _("Message masqué")
    SHOW = "show", _("Message rétabli")
    MOVE = "move", _("Sujet déplacé")
    LOCK = "lock", _("Sujet fermé aux réponses")
    UNLOCK = "unlock", _("Sujet rouvert")
    KEEP = "keep", _("Signalement classé sans suite")
    REOPEN = "reopen", _("Signalement rouvert")
    HIDE_SHARED = "hide_shared", _("Fiche ou modèle masqué")
    SHOW_SHARED = "show_shared", _("Fiche ou modèle rétabli")


class CareAct(TenantModel):
    """A line of the log all members read: what, why, when; never who."""

    append_only = True

    kind = models.CharField(_("acte"), max_length=12, choices=CareKind.choices)
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="+")
    label = models.CharField(_("objet"), max_length=200)
    reason = models.CharField(_("motif"), max_length=300, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("acte de modération")
        verbose_name_plural = _("actes de modération")
        ordering = (F("at").desc(), F("id").desc())

    def __str__(self) -> str:
        return f"{self.kind}: {self.label}"
