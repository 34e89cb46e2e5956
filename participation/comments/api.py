"""Read API: comments with their place in the conversation."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agora.api.filters import Filter
from agora.api.readonly import ReadOnly, routes
from participation.comments.actions import KIND
from participation.contributions.models import Contribution
from participation.contributions.queries import visible_to


class CommentSerializer(serializers.ModelSerializer[Contribution]):
    """One comment; its author is the public name."""

    author = serializers.CharField(source="author_name")
    target = serializers.IntegerField(source="comment.target_id")
    parent = serializers.IntegerField(source="comment.parent_id", allow_null=True)
    depth = serializers.IntegerField(source="comment.depth")
    alignment = serializers.IntegerField(source="comment.alignment")

    class Meta:
        model = Contribution
        fields = (
            "id", "reference", "target", "parent", "depth", "alignment", "body", "author",
            "published_at", "supports_count",
        )  # fmt: skip


class Comments(ReadOnly):
    """What people answered, with their stand."""

    about = _("Les commentaires, pour, contre ou neutres.")
    serializer_class = CommentSerializer
    filters = {
        "target": Filter("comment__target"),
        "consultation": Filter("consultation__slug"),
    }

    def rows(self, actor: Any) -> QuerySet[Contribution]:
        """Return the visible comments, newest first."""
        return visible_to(actor).filter(kind=KIND).select_related("author", "comment")


api_urlpatterns = routes("comments", Comments)
