"""One table, to which lines are only ever added."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel


class ActorKind(models.TextChoices):
    """Who acted: people by id, the provider's people by name, for they are of another house."""

    PERSON = "person", _("Personne")
    OPERATOR = "operator", _("Exploitant")
    SYSTEM = "system", _("Système")
    NOBODY = "nobody", _("Visiteur")


class Entry(TenantModel):
    """One line of the journal. The database refuses to change or delete it, twice over."""

    append_only = True  # read by the roles: the house may add and read, nothing else

    at = models.DateTimeField(_("le"), db_default=Now())
    verb = models.CharField(_("action"), max_length=80)
    actor_kind = models.CharField(_("par"), max_length=10, choices=ActorKind.choices)
    # No foreign key: the line outlives the account, and may not be touched when it goes.
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=150, blank=True)
    obj = models.CharField(_("objet"), max_length=120, blank=True)
    refs = ArrayField(models.CharField(max_length=120), default=list)
    trace = models.CharField(_("requête"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal")
        indexes = [
            models.Index(fields=["verb", "-id"], name="audit_entry_verb"),
            models.Index(fields=["actor_id", "-id"], name="audit_entry_actor"),
            GinIndex(fields=["refs"], name="audit_entry_refs"),
            BrinIndex(fields=["at"], name="audit_entry_at"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_entry_person_has_id",
                condition=~models.Q(actor_kind=ActorKind.PERSON) | models.Q(actor_id__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.verb} {self.obj}"
