"""Read API: ideas, as the list and the page show them."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agora.api.filters import Filter
from agora.api.readonly import ReadOnly, routes
from participation.contributions.models import Contribution
from participation.contributions.queries import visible_to
from participation.proposals.queries import KIND


class ProposalSerializer(serializers.ModelSerializer[Contribution]):
    """One idea; its author is the public name, never the account."""

    author = serializers.CharField(source="author_name")
    consultation = serializers.SlugRelatedField(slug_field="slug", read_only=True)  # type: ignore[var-annotated]
    sector = serializers.StringRelatedField()  # type: ignore[var-annotated]
    theme = serializers.StringRelatedField(source="proposal.theme")  # type: ignore[var-annotated]
    answer_state = serializers.CharField(source="proposal.answer_state")
    answered_at = serializers.DateTimeField(source="proposal.answered_at")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Contribution
        fields = (
            "id", "reference", "url", "consultation", "title", "body", "author", "author_kind",
            "origin", "occurred_on", "published_at", "sector", "place_label", "latitude",
            "longitude", "theme", "answer_state", "answered_at", "supports_count",
            "comments_count", "follows_count",
        )  # fmt: skip

    def get_url(self, word: Contribution) -> str:
        """Where people read it."""
        return self.context["request"].build_absolute_uri(
            reverse("proposals:detail", args=[word.pk])
        )

    def to_representation(self, word: Contribution) -> dict[str, Any]:
        """Tell the fields above one by one: asking each field object takes half of a list's time.

        A test holds this beside what the fields themselves would tell.
        """
        proposal = word.proposal
        return {
            "id": word.pk,
            "reference": word.reference,
            "url": self._site + reverse("proposals:detail", args=[word.pk]),
            "consultation": word.consultation.slug,
            "title": word.title,
            "body": word.body,
            "author": word.author_name,
            "author_kind": word.author_kind,
            "origin": word.origin,
            "occurred_on": word.occurred_on and word.occurred_on.isoformat(),
            "published_at": _moment(word.published_at),
            "sector": str(word.sector) if word.sector else None,
            "place_label": word.place_label,
            "latitude": word.latitude,
            "longitude": word.longitude,
            "theme": str(proposal.theme) if proposal.theme else None,
            "answer_state": proposal.answer_state,
            "answered_at": _moment(proposal.answered_at),
            "supports_count": word.supports_count,
            "comments_count": word.comments_count,
            "follows_count": word.follows_count,
        }

    @cached_property
    def _site(self) -> str:
        """The address of the site, without the final slash."""
        return str(self.context["request"].build_absolute_uri("/")).rstrip("/")


def _moment(at: datetime | None) -> str | None:
    """In the city's time, as Django REST framework writes it."""
    return timezone.localtime(at).isoformat() if at else None


class Proposals(ReadOnly):
    """Residents' ideas and what became of them."""

    about = _("Les idées des habitants et ce qu’elles sont devenues.")
    serializer_class = ProposalSerializer
    filters = {
        "consultation": Filter("consultation__slug"),
        "component": Filter("component"),
        "answer_state": Filter("proposal__answer_state"),
    }

    def rows(self, actor: Any) -> QuerySet[Contribution]:
        """Return the visible ideas, newest first; of each, what is told and nothing else."""
        rows = visible_to(actor).filter(kind=KIND)
        return rows.select_related("author", "sector", "consultation", "proposal__theme").only(
            "reference", "title", "body", "author_kind", "signature", "origin", "occurred_on",
            "published_at", "place_label", "latitude", "longitude", "supports_count",
            "comments_count", "follows_count", "author__pseudonym", "sector__name",
            "consultation__slug", "proposal__answer_state", "proposal__answered_at",
            "proposal__theme__name",
        )  # fmt: skip


api_urlpatterns = routes("proposals", Proposals)
