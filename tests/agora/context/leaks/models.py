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
