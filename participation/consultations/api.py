"""The read API of consultations."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agora.api.filters import Filter
from agora.api.readonly import ReadOnly, routes
from participation.consultations import queries
from participation.consultations.models import Component, Consultation, Document, Link, Phase


class PhaseSerializer(serializers.ModelSerializer[Phase]):
    """A step."""

    class Meta:
        model = Phase
        fields = ("id", "title", "description", "starts_at", "ends_at")


class ComponentSerializer(serializers.ModelSerializer[Component]):
    """A tool."""

    class Meta:
        model = Component
        fields = ("id", "kind", "title", "introduction")


class DocumentSerializer(serializers.ModelSerializer[Document]):
    """A document with its format and size."""

    url = serializers.SerializerMethodField()
    format = serializers.CharField(source="file.format")
    size = serializers.IntegerField(source="file.size")

    class Meta:
        model = Document
        fields = ("title", "description", "url", "format", "size")

    def get_url(self, document: Document) -> str:
        """Where it is read."""
        return self.context["request"].build_absolute_uri(document.file.url)


class LinkSerializer(serializers.ModelSerializer[Link]):
    """Something said elsewhere."""

    class Meta:
        model = Link
        fields = ("kind", "title", "url", "publisher", "published_on")


class ConsultationSerializer(serializers.ModelSerializer[Consultation]):
    """A consultation, its facts and its calendar."""

    url = serializers.SerializerMethodField()
    sector = serializers.CharField(source="sector.name", default=None)
    department = serializers.CharField(source="department.name", default=None)
    themes: serializers.RelatedField[Any, Any, Any] = serializers.SlugRelatedField(
        "name", many=True, read_only=True
    )
    phases = PhaseSerializer(many=True)
    components = ComponentSerializer(many=True)
    documents = DocumentSerializer(many=True)
    links = LinkSerializer(many=True)

    class Meta:
        model = Consultation
        fields = (
            "id",
            "reference",
            "slug",
            "url",
            "title",
            "kind",
            "state",
            "objective",
            "summary",
            "body",
            "open_points",
            "fixed_points",
            "how_decided",
            "sector",
            "themes",
            "department",
            "organiser",
            "audience",
            "starts_on",
            "ends_on",
            "published_at",
            "restitution_due_on",
            "restituted_on",
            "restitution_text",
            "follows_count",
            "phases",
            "components",
            "documents",
            "links",
        )

    def get_url(self, consultation: Consultation) -> str:
        """Where people read it."""
        return self.context["request"].build_absolute_uri(consultation.get_absolute_url())


class Consultations(ReadOnly):
    """Every published consultation, latest first."""

    about = _("Les concertations publiées, de la plus récente à la plus ancienne.")
    serializer_class = ConsultationSerializer
    filters = {
        "state": Filter("state", description="scheduled, open, closed, restituted, archived"),
        "kind": Filter("kind", description="consultation, participatory_budget…"),
        "sector": Filter("sector", int, "secteur"),
        "theme": Filter("themes", int, "thème"),
    }

    def rows(self, actor: Any) -> QuerySet[Consultation]:
        documents = Prefetch("documents", Document.objects.select_related("file"))
        return (
            queries.visible_to(actor)
            .filter(published_at__isnull=False)
            .select_related("sector", "department")
            .prefetch_related("themes", "phases", "components", "links", documents)
        )


urlpatterns = routes("consultations", Consultations)
