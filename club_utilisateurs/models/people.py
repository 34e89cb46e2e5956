"""Who is in the club: an account of the club's schema, and the city it comes from."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel

CHARTER_VERSION = "2026-11"
"""The charter one agrees to at the first entry; a new one is shown again."""


class Member(TenantModel):
    """Somebody of a city's team, known by the city and an opaque number, never by an address.

    `city_id` is that of `tenants.CityCard` (no foreign key leaves a schema); empty for the
    provider's people, who moderate. Whether one is still in is not here: it is asked of
    `tenants.ClubGrant` at each request. `name`, `title` and `mail` come with each pass.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city_id = models.BigIntegerField(_("ville"), null=True, blank=True, db_index=True)
    staff_uid = models.UUIDField()
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="member"
    )
    name = models.CharField(_("nom"), max_length=120, blank=True)
    title = models.CharField(_("fonction"), max_length=120, blank=True)
    mail = models.EmailField(_("adresse e-mail"), blank=True)
    shows_name = models.BooleanField(_("mon nom est affiché"), default=True)
    shows_title = models.BooleanField(_("ma fonction est affichée"), default=True)
    facilitates = models.BooleanField(_("anime le club"), default=False)
    charter_version = models.CharField(max_length=20, blank=True)
    charter_accepted_at = models.DateTimeField(null=True, blank=True)
    keeps_name = models.BooleanField(_("mon nom reste si je quitte la ville"), default=True)
    left_at = models.DateTimeField(_("parti le"), null=True, blank=True)
    created_at = models.DateTimeField(_("entré le"), db_default=Now())
    last_seen_on = models.DateField(_("vu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        constraints = [
            models.UniqueConstraint(
                fields=["city_id", "staff_uid"],
                name="club_member_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="club_member_named_until_gone",
                condition=~Q(name="") | Q(left_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name or gettext("Membre du club")

    @property
    def shown_name(self) -> str:
        """The name everybody reads, or nothing: then the city signs alone."""
        kept = self.left_at is None or self.keeps_name
        return self.name if self.shows_name and kept else ""

    @property
    def shown_title(self) -> str:
        """What everybody reads of the job."""
        return self.title if self.shows_title and self.left_at is None else ""

    @property
    def moved_on(self) -> bool:
        """Whether the city was left, and not the club alone: that one is left with its charter."""
        return self.left_at is not None and self.charter_version != ""

    @property
    def has_agreed(self) -> bool:
        """Whether the present charter was read and agreed to."""
        return self.charter_version == CHARTER_VERSION


class PassUse(TenantModel):
    """A pass that was used: it opens nothing any more."""

    jti = models.UUIDField(primary_key=True)
    used_at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        verbose_name = _("laissez-passer utilisé")

    def __str__(self) -> str:
        return str(self.jti)
