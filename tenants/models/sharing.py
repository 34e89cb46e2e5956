"""What cities give to the club: written by them through doors, read by the club, in public.

Doors and views: `sql/sharing.sql`. A city sees its own rows through the `Own…` views and what all
share through `Offered…`; the club reads the tables themselves and writes two things: how much is
unread, and that something is hidden by moderation.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from agora.search.vector import SearchColumn, SearchIndex
from tenants.models.city import AuthorityKind, City

LICENCE = "CC BY-SA 4.0"


class Level(models.TextChoices):
    """How far something may go; `never` is the default of everything and is no value of a row."""

    AGGREGATE = "aggregate", _("Chiffre")
    NAMED = "named", _("Avec l’accord de la personne ou de la ville")


class ClubGrant(TenantModel):
    """Somebody may enter the club. Off, they are out at their next request.

    `city` is empty for the provider's people, who look after the club. `staff_uid` is opaque:
    neither a key nor an address. `unread` is written by the club, shown in the city's menu.
    """

    city = models.ForeignKey(City, models.CASCADE, null=True, blank=True, related_name="grants")
    staff_uid = models.UUIDField()
    active = models.BooleanField(default=True)
    unread = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("accès au club")
        verbose_name_plural = _("accès au club")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "staff_uid"], name="tenants_grant_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.city_id}/{self.staff_uid}"


class Disclosable(TenantModel):
    """A key that may leave, as far as its level: `tenants.registries.disclosures`, in the database.

    Filled by each update (`tenants.disclosure.keys`); the door lets no other key through, whoever
    calls it, and no small number of people.
    """

    key = models.CharField(max_length=80, primary_key=True)
    level = models.CharField(max_length=10, choices=Level.choices)
    counts_people = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("valeur qui peut être partagée")
        verbose_name_plural = _("valeurs qui peuvent être partagées")

    def __str__(self) -> str:
        return self.key


class DisclosureFields(models.Model):
    """The columns of one value that left, on the table and on the city's own view.

    `subject_ref` says of what ("card", or the reference of a consultation), `key` which value
    (registered in `tenants.registries.disclosures`), `value` is a number, a text or a list, and
    `{"below": 10}` for a cell too small to be shown.
    """

    subject_ref = models.CharField(max_length=200)
    key = models.CharField(max_length=80)
    value = models.JSONField()
    level = models.CharField(max_length=10, choices=Level.choices)
    text_version = models.CharField(max_length=20)
    computed_at = models.DateTimeField(db_default=Now())
    given_at = models.DateTimeField(db_default=Now())
    by_ref = models.CharField(max_length=64)
    by_label = models.CharField(max_length=150)

    class Meta:
        abstract = True


class Disclosure(TenantModel, DisclosureFields):
    """One value a city lets out, with who agreed to which words, and when it was computed."""

    city = models.ForeignKey(City, models.CASCADE, related_name="disclosures")

    class Meta:
        verbose_name = _("valeur partagée")
        verbose_name_plural = _("valeurs partagées")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "subject_ref", "key"], name="tenants_disclosure_once"
            ),
            models.CheckConstraint(
                name="tenants_disclosure_never_leaves", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(
                name="tenants_disclosure_key_named",
                condition=Q(key__regex=r"^(card|figures)\.[a-z_]+$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city_id}/{self.subject_ref}/{self.key}"


class OwnDisclosure(TenantModel, DisclosureFields):
    """What the city one is in lets out."""

    class Meta:
        managed = False
        db_table = "tenants_own_disclosure"
        ordering = ("subject_ref", "key")

    def __str__(self) -> str:
        return f"{self.subject_ref}/{self.key}"


class CityCard(TenantModel):
    """What the club reads of a city: a view over the city and the card values it lets out.

    `modules` are kinds of tools ("proposals"...), `programmes` titles, `contacts` lists of
    `{"name", "title", "about"}`, `place` is `[latitude, longitude]` or null. `hosts` are all the
    addresses the city answers on, `host` the main one (without port).
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=AuthorityKind.choices)
    population = models.PositiveIntegerField()
    insee = models.CharField(max_length=5)
    department = models.CharField(max_length=3)
    state = models.CharField(max_length=20)
    host = models.CharField(max_length=253)
    hosts = ArrayField(models.CharField(max_length=253))
    published = models.BooleanField()
    presentation = models.TextField()
    modules = ArrayField(models.CharField(max_length=40))
    programmes = ArrayField(models.CharField(max_length=200))
    contacts = models.JSONField()
    place = models.JSONField(null=True)
    answers = models.BooleanField()
    updated_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "tenants_city_card"
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class SheetFields(models.Model):
    """The columns of an experience sheet, on the table and on the city's own view.

    `content` maps a section (`context`, `aim`, `method`…) to its text; figures are disclosures of
    the same `subject_ref`, read with it.
    """

    uid = models.UUIDField(unique=True)
    subject_ref = models.CharField(max_length=200)
    title = models.CharField(_("titre"), max_length=200)
    content = models.JSONField()
    kind = models.CharField(max_length=24, blank=True)
    modules = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    held_on = models.DateField(_("terminée le"), null=True, blank=True)
    public = models.BooleanField(_("publiée sur le web"), default=False)
    licence = models.CharField(max_length=20, default=LICENCE)
    version = models.PositiveIntegerField(default=1)
    by_label = models.CharField(max_length=150)
    published_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class SharedSheet(TenantModel, SheetFields):
    """An experience sheet a city published in the club; `words` is all its text, for search."""

    city = models.ForeignKey(City, models.CASCADE, related_name="sheets")
    words = models.TextField(blank=True)
    search = SearchColumn("title", "words")

    class Meta:
        verbose_name = _("fiche d’expérience")
        verbose_name_plural = _("fiches d’expérience")
        ordering = ("-published_at", "-pk")
        indexes = [SearchIndex(fields=["search"], name="tenants_sheet_search")]

    def __str__(self) -> str:
        return self.title


class OwnSheet(TenantModel, SheetFields):
    """The sheets the city one is in published."""

    class Meta:
        managed = False
        db_table = "tenants_own_sheet"
        ordering = ("-published_at", "-pk")

    def __str__(self) -> str:
        return self.title


class BlueprintFields(models.Model):
    """The columns of one version of a blueprint, on the table and on the views.

    `manifest` is the parsed `blueprint.json` of the file, `content` the whole signed file,
    `parent` what it was made from (lineage), `sheet_uid` the outcome sheet shown beside it.
    """

    uid = models.UUIDField()
    version = models.PositiveIntegerField()
    city_name = models.CharField(max_length=120)
    title = models.CharField(_("titre"), max_length=200)
    summary = models.TextField(_("résumé"), blank=True)
    news = models.TextField(_("ce qui change"), blank=True)
    licence = models.CharField(max_length=20, default=LICENCE)
    parent_uid = models.UUIDField(null=True, blank=True)
    parent_version = models.PositiveIntegerField(null=True, blank=True)
    sheet_uid = models.UUIDField(null=True, blank=True)
    manifest = models.JSONField()
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by_label = models.CharField(max_length=150)
    published_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class SharedBlueprint(TenantModel, BlueprintFields):
    """One version of a blueprint; it outlives its city, as its licence lets it."""

    city = models.ForeignKey(City, models.SET_NULL, null=True, related_name="blueprints")
    words = models.TextField(blank=True)
    search = SearchColumn("title", "summary", "words")

    class Meta:
        verbose_name = _("modèle de concertation")
        verbose_name_plural = _("modèles de concertation")
        ordering = ("-published_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["uid", "version"], name="tenants_blueprint_once")
        ]
        indexes = [SearchIndex(fields=["search"], name="tenants_blueprint_search")]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class OwnBlueprint(TenantModel, BlueprintFields):
    """The blueprints the city one is in published, all versions."""

    class Meta:
        managed = False
        db_table = "tenants_own_blueprint"
        ordering = ("-published_at", "-pk")

    def __str__(self) -> str:
        return self.title


class OfferedBlueprint(TenantModel, BlueprintFields):
    """What any city may take up: every version neither withdrawn nor hidden."""

    class Meta:
        managed = False
        db_table = "tenants_offered_blueprint"
        ordering = ("-published_at", "-pk")

    def __str__(self) -> str:
        return self.title


class BlueprintReuse(TenantModel):
    """A city made a draft from a blueprint; counted once for each city and version."""

    city = models.ForeignKey(City, models.CASCADE, related_name="reuses")
    blueprint_uid = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("reprise d’un modèle")
        verbose_name_plural = _("reprises de modèles")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "blueprint_uid", "version"], name="tenants_reuse_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.city_id}/{self.blueprint_uid}/{self.version}"


class OwnGrant(TenantModel):
    """The accesses to the club of the city one is in."""

    staff_uid = models.UUIDField(primary_key=True, default=uuid.uuid4)
    active = models.BooleanField()
    unread = models.PositiveIntegerField()

    class Meta:
        managed = False
        db_table = "tenants_own_grant"

    def __str__(self) -> str:
        return str(self.staff_uid)
