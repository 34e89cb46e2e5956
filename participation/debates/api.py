"""Read API: the city's questions."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agora.api.filters import Filter
from agora.api.readonly import ReadOnly, routes
from participation.contributions.models import Contribution
from participation.contributions.queries import visible_to
from participation.debates.queries import KIND


class DebateSerializer(serializers.ModelSerializer[Contribution]):
    """One question, with what the city kept of it."""

    consultation = serializers.SlugRelatedField(slug_field="slug", read_only=True)  # type: ignore[var-annotated]
    conclusions = serializers.CharField(source="debate.conclusions")
    closed_at = serializers.DateTimeField(source="debate.closed_at")
    url = serializers.HyperlinkedIdentityField(view_name="debates:detail")

    class Meta:
        model = Contribution
        fields = (
            "id", "reference", "url", "consultation", "title", "body", "published_at",
            "comments_count", "conclusions", "closed_at",
        )  # fmt: skip


class Debates(ReadOnly):
    """The city's questions and how much they were answered."""

    about = _("Les questions de la ville et ce qu’elles ont suscité.")
    serializer_class = DebateSerializer
    filters = {"consultation": Filter("consultation__slug")}

    def rows(self, actor: Any) -> QuerySet[Contribution]:
        """Return the visible debates, newest first."""
        return visible_to(actor).filter(kind=KIND).select_related("debate", "consultation")


api_urlpatterns = routes("debates", Debates)
