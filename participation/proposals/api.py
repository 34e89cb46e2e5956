"""Read API: ideas, as the list and the page show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import CharField, F, Func, Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agora.api.filters import Filter
from agora.api.readonly import ReadOnly, routes
from participation.consultations.models import Sector, Theme
from participation.contributions.models import Contribution, signed
from participation.contributions.queries import visible_to
from participation.proposals.queries import KIND

READ = (
    "pk", "reference", "title", "body", "author", "author__pseudonym", "signature", "author_kind",
    "origin", "occurred_on", "published_at", "place_label", "latitude",
    "longitude", "supports_count", "comments_count", "follows_count", "consultation__slug",
    "proposal__answer_state", "proposal__answered_at",
)  # fmt: skip


class NameIn(Func):
    """The name of a row of a small table: a join less to plan, and planning costs most here."""

    template = "(SELECT name FROM %(table)s WHERE id = %(expressions)s)"
    output_field = CharField()

    def __init__(self, model: type[Model], column: str) -> None:
        super().__init__(F(column), table=model._meta.db_table)


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
        return self._site + reverse("proposals:detail", args=[word.pk])

    def to_representation(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Tell the fields above one by one: asking each field object takes half of a list's time.

        A test holds this beside what the fields themselves would tell of the idea.
        """
        return {
            "id": row["pk"],
            "reference": row["reference"],
            "url": self._site + reverse("proposals:detail", args=[row["pk"]]),
            "consultation": row["consultation__slug"],
            "title": row["title"],
            "body": row["body"],
            "author": signed(row["signature"], row["author"], row["author__pseudonym"]),
            "author_kind": row["author_kind"],
            "origin": row["origin"],
            "occurred_on": row["occurred_on"] and row["occurred_on"].isoformat(),
            "published_at": _moment(row["published_at"]),
            "sector": row["sector_name"],
            "place_label": row["place_label"],
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "theme": row["theme_name"],
            "answer_state": row["proposal__answer_state"],
            "answered_at": _moment(row["proposal__answered_at"]),
            "supports_count": row["supports_count"],
            "comments_count": row["comments_count"],
            "follows_count": row["follows_count"],
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

    def rows(self, actor: Any) -> QuerySet[Contribution, dict[str, Any]]:
        """Return the visible ideas, newest first; of each, what is told and nothing else."""
        return (
            visible_to(actor)
            .filter(kind=KIND)
            .values(
                *READ,
                sector_name=NameIn(Sector, "sector"),
                theme_name=NameIn(Theme, "proposal__theme"),
            )
        )


api_urlpatterns = routes("proposals", Proposals)
