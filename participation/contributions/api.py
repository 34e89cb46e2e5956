"""The read API of contributions."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agora.api.filters import Filter
from agora.api.readonly import ReadOnly, routes
from participation.contributions import queries
from participation.contributions.models import Contribution, OfficialReply


class ReplySerializer(serializers.ModelSerializer[OfficialReply]):
    """The city's answer."""

    class Meta:
        model = OfficialReply
        fields = ("body", "signature", "published_at", "edited_at")


class ContributionSerializer(serializers.ModelSerializer[Contribution]):
    """A contribution as everybody may read it."""

    author = serializers.CharField(source="author_name")
    consultation = serializers.CharField(source="consultation.slug")
    sector = serializers.CharField(source="sector.name", default=None)
    official_reply = ReplySerializer(default=None)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Contribution
        fields = (
            "id",
            "reference",
            "kind",
            "url",
            "consultation",
            "component",
            "title",
            "body",
            "author",
            "author_kind",
            "origin",
            "occurred_on",
            "published_at",
            "edited_at",
            "sector",
            "place_label",
            "latitude",
            "longitude",
            "supports_count",
            "comments_count",
            "follows_count",
            "official_reply",
        )

    def get_url(self, word: Contribution) -> str:
        """Where people read it."""
        return self.context["request"].build_absolute_uri(queries.url_of(word))


class Contributions(ReadOnly):
    """Every published word, newest first."""

    about = _("Tout ce que les habitants ont écrit, du plus récent au plus ancien.")
    serializer_class = ContributionSerializer
    filters = {
        "kind": Filter("kind", description="proposal, comment, debate, meeting…"),
        "consultation": Filter("consultation__slug", description="adresse de la concertation"),
        "component": Filter("component", int, "module"),
        "sector": Filter("sector", int, "secteur"),
    }

    def rows(self, actor: Any) -> QuerySet[Contribution]:
        return queries.visible_to(actor).select_related(
            "author", "consultation", "component", "sector", "official_reply"
        )


urlpatterns = routes("contributions", Contributions)
