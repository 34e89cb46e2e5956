"""What was announced, who was told, and how each person wants to be told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel


class Rhythm(models.TextChoices):
    """How a kind of news reaches somebody by mail; the list in the site has them all."""

    NOW = "now", _("Tout de suite")
    DAILY = "daily", _("Un résumé par jour")
    WEEKLY = "weekly", _("Un résumé par semaine")
    NEVER = "never", _("Jamais par e-mail")


class Announcement(TenantModel):
    """Something happened; written with it, delivered by a job."""

    kind = models.CharField(_("genre"), max_length=80)
    about_id = models.BigIntegerField(_("objet"))
    # Whoever did it needs no telling. No foreign key: it is read once, then forgotten.
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(_("le"), db_default=Now())
    delivered_at = models.DateTimeField(_("remise le"), null=True)

    class Meta:
        verbose_name = _("annonce")
        verbose_name_plural = _("annonces")


class Notice(TenantModel):
    """One announcement for one person: at most once, however often the job runs.

    `mail` says which digest it waits for; `thread` is what several have in common: a digest puts
    them together.
    """

    class Mail(models.TextChoices):
        """What becomes of its mail."""

        NONE = "none", _("Sans e-mail")
        DUE = "due", _("Au prochain résumé du jour")
        WEEK = "week", _("Au prochain résumé de la semaine")
        SENT = "sent", _("Par e-mail")

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("genre"), max_length=80)
    title = models.CharField(_("titre"), max_length=250)
    url = models.CharField(_("lien"), max_length=300)
    thread = models.CharField(_("à propos de"), max_length=250, blank=True, db_default="")
    at = models.DateTimeField(_("le"), db_default=Now())
    read_at = models.DateTimeField(_("lue le"), null=True)
    mail = models.CharField(_("e-mail"), max_length=5, choices=Mail, default=Mail.NONE)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(fields=["announcement", "user"], name="notices_once_each")
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_of_user"),
            models.Index(fields=["user"], name="notices_unread", condition=Q(read_at=None)),
            models.Index(fields=["user"], name="notices_due", condition=Q(mail="due")),
            models.Index(fields=["user"], name="notices_week", condition=Q(mail="week")),
            models.Index(fields=["at"], name="notices_at"),
        ]


class Preference(TenantModel):
    """How one person wants one kind of news by mail; without a row, as the kind says."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("genre"), max_length=80)
    rhythm = models.CharField(_("rythme"), max_length=6, choices=Rhythm)

    class Meta:
        verbose_name = _("préférence")
        verbose_name_plural = _("préférences")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="notices_one_preference")
        ]


MAIL_OF = {
    Rhythm.NOW.value: Notice.Mail.SENT,
    Rhythm.DAILY.value: Notice.Mail.DUE,
    Rhythm.WEEKLY.value: Notice.Mail.WEEK,
    Rhythm.NEVER.value: Notice.Mail.NONE,
}
"""What becomes of a notice's mail, by the rhythm wanted."""
WAITING = (Notice.Mail.DUE, Notice.Mail.WEEK)
"""What a notice is while it waits for a digest."""
