"""Rows that say which city they belong to, with the same numbers in every city."""

from django.conf import settings
from django.db import models

if settings.OURS:
    from agora.context.models import TenantModel as Base
else:
    Base = models.Model
    from django_tenants.models import TenantMixin

    class Town(TenantMixin):
        """A city as stock django-tenants knows it; never saved."""

        auto_create_schema = False


class Note(Base):
    """A row that carries its city."""

    city = models.TextField()
    body = models.TextField(default="")
    seen = models.IntegerField(default=0)


class Reply(Base):
    """A row that leads to another."""

    city = models.TextField()
    note = models.ForeignKey(Note, models.CASCADE, related_name="replies")


if settings.SUBJECT == "tax":

    class Plain(models.Manager):
        """The same tables, in the one schema of a site without cities."""

        def get_queryset(self):
            """Read the plain connection."""
            return super().get_queryset().using("plain")

    class PlainNote(models.Model):
        """Note, as any Django site would have it."""

        city = models.TextField()
        body = models.TextField(default="")
        seen = models.IntegerField(default=0)

        objects = Plain()

        class Meta:
            managed = False
            db_table = "leaks_note"

    class PlainReply(models.Model):
        """Reply, as any Django site would have it."""

        city = models.TextField()
        note = models.ForeignKey(PlainNote, models.CASCADE, related_name="replies")

        objects = Plain()

        class Meta:
            managed = False
            db_table = "leaks_reply"
