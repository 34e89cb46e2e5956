"""Read API: meetings."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agora.api.filters import Filter
from agora.api.readonly import ReadOnly, routes
from participation.contributions.models import Contribution
from participation.meetings import queries


class MeetingSerializer(serializers.ModelSerializer[Contribution]):
    """One meeting: when, where, how many came."""

    consultation = serializers.SlugRelatedField(slug_field="slug", read_only=True)  # type: ignore[var-annotated]
    sector = serializers.StringRelatedField()  # type: ignore[var-annotated]
    kind = serializers.CharField(source="meeting.kind")
    starts_at = serializers.DateTimeField(source="meeting.starts_at")
    ends_at = serializers.DateTimeField(source="meeting.ends_at")
    venue = serializers.CharField(source="meeting.venue")
    address = serializers.CharField(source="meeting.address")
    attendance = serializers.IntegerField(source="meeting.attendance")
    url = serializers.HyperlinkedIdentityField(view_name="meetings:detail")

    class Meta:
        model = Contribution
        fields = (
            "id", "reference", "url", "consultation", "kind", "title", "body", "sector",
            "starts_at", "ends_at", "venue", "address", "attendance",
        )  # fmt: skip


class Meetings(ReadOnly):
    """Public meetings and workshops."""

    about = _("Les réunions publiques et les ateliers.")
    serializer_class = MeetingSerializer
    filters = {"consultation": Filter("consultation__slug")}

    def rows(self, actor: Any) -> QuerySet[Contribution]:
        """Return the visible meetings, latest first."""
        return queries.meetings(actor).order_by("-meeting__starts_at", "pk")


api_urlpatterns = routes("meetings", Meetings)
