"""Table: an experience sheet as the city writes it, before and after it is published."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from participation.consultations.models import Consultation


class Sheet(TenantModel):
    """« Fiche retour d’expérience » of one consultation; it outlives it.

    `content` maps a section of `sections.SECTIONS` to its text. `subject_ref` is the consultation's
    reference: the figures that left bear it. Published, the same `uid` is that of
    `tenants.SharedSheet`. `given` is what left last, word for word: it can be put back unread.
    Whether it is out now is told by the club's row (`tenants.OwnSheet`), never by this one.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    consultation = models.OneToOneField(
        Consultation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    subject_ref = models.CharField(max_length=200, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    content: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    public = models.BooleanField(_("aussi sur le web, sans compte"), default=False)
    signed_by = models.CharField(_("signée"), max_length=150, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    given: models.JSONField[dict[str, Any] | None] = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("fiche d’expérience")
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """How the journal names this sheet."""
        return f"sharing.sheet:{self.uid}"

    @property
    def is_changed(self) -> bool:
        """Has it been written in since it left last?"""
        left = self.given or {"title": "", "content": {}}
        words = {key: value for key, value in left["content"].items() if key != "figures"}
        return self.given is not None and (left["title"], words) != (self.title, self.content)

    @property
    def state(self) -> str:
        """What it was when somebody read it: a later word changes it."""
        return self.updated_at.isoformat()


class TakenBlueprint(TenantModel):
    """A draft that was made from a blueprint: where it comes from (lineage, news of versions)."""

    consultation = models.OneToOneField(
        Consultation, models.CASCADE, primary_key=True, related_name="+"
    )
    blueprint_uid = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    city_name = models.CharField(max_length=120)
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("modèle repris")

    def __str__(self) -> str:
        return self.title
