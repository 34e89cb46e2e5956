"""Journals of long operations, the compiled template and the spare schemas."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from tenants.models.city import City


class RunState(models.TextChoices):
    """Where a long operation stands."""

    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminée")
    FAILED = "failed", _("Arrêtée")


class StepState(models.TextChoices):
    """Where one step stands."""

    TODO = "todo", _("À faire")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Fait")
    FAILED = "failed", _("À corriger")
    UNDONE = "undone", _("Annulé")


class SetupRun(TenantModel):
    """The opening of one city: journaled, resumable at any step."""

    city = models.OneToOneField(City, on_delete=models.CASCADE, related_name="setup")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    target_state = models.CharField(max_length=20, default="live")
    admin_email = models.EmailField(_("e-mail"))
    admin_name = models.CharField(_("nom"), max_length=150, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("ouverture")
        verbose_name_plural = _("ouvertures")

    def __str__(self) -> str:
        return f"{self.city_id} {self.state}"


class SetupStep(TenantModel):
    """One step of an opening."""

    run = models.ForeignKey(SetupRun, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=StepState.choices, default=StepState.TODO)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("étape d’ouverture")
        verbose_name_plural = _("étapes d’ouverture")
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(name="tenants_step_once", fields=("run", "name")),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class CompiledTemplate(TenantModel):
    """The template schema as one script, for one migration graph."""

    fingerprint = models.CharField(max_length=32)
    checksum = models.CharField(max_length=32, unique=True)
    script = models.TextField()
    compiled_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("gabarit compilé")
        verbose_name_plural = _("gabarits compilés")

    def __str__(self) -> str:
        return self.fingerprint


class Spare(TenantModel):
    """A schema built ahead of time, waiting for its city."""

    schema_name = models.CharField(max_length=63, unique=True)
    fingerprint = models.CharField(max_length=32)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("schéma de réserve")
        verbose_name_plural = _("schémas de réserve")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.schema_name


class MigrationRun(TenantModel):
    """One release brought to the fleet."""

    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    to_fingerprint = models.CharField(max_length=32)
    started_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mise à jour du parc")
        verbose_name_plural = _("mises à jour du parc")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class MigrationItem(TenantModel):
    """One city in one release."""

    run = models.ForeignKey(MigrationRun, on_delete=models.CASCADE, related_name="items")
    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="+")
    wave = models.PositiveSmallIntegerField(default=1)
    from_fingerprint = models.CharField(max_length=32, blank=True)
    to_fingerprint = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=10, choices=StepState.choices, default=StepState.TODO)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("mise à jour d’une ville")
        verbose_name_plural = _("mises à jour des villes")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(name="tenants_item_once", fields=("run", "city")),
        ]

    def __str__(self) -> str:
        return f"{self.city_id} {self.state}"


class Release(TenantModel):
    """A release whose tables were brought to this installation, public ones first."""

    number = models.PositiveIntegerField(unique=True)
    version = models.CharField(max_length=40)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("version installée")
        verbose_name_plural = _("versions installées")
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.version} ({self.number})"


class BackupKind(models.TextChoices):
    """What was saved, or proven."""

    BASE = "base", _("Sauvegarde physique")
    DUMP = "dump", _("Sauvegarde logique")
    ROLES = "roles", _("Rôles")
    PROOF = "proof", _("Preuve de restauration")


class Backup(TenantModel):
    """One backup, or one proof that a backup can be restored: what the watch looks at."""

    kind = models.CharField(_("nature"), max_length=10, choices=BackupKind.choices)
    at = models.DateTimeField(_("le"), db_default=Now())
    ok = models.BooleanField(_("réussie"))
    size = models.BigIntegerField(_("octets"), default=0)
    seconds = models.FloatField(_("durée"), default=0)
    note = models.CharField(_("détail"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sauvegarde")
        verbose_name_plural = _("sauvegardes")
        ordering = ("-at",)
        indexes = [models.Index(fields=("kind", "-at"), name="tenants_backup_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
