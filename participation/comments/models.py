"""Table: where a comment stands in the conversation under a contribution."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from participation.contributions.models import Contribution


class Alignment(models.IntegerChoices):
    """The stand of a comment on what it answers."""

    AGAINST = -1, _("Contre")
    NEUTRAL = 0, _("Neutre")
    FOR = 1, _("Pour")


class Comment(TenantModel):
    """A comment; `target` is what is discussed, `thread` the first comment above this reply."""

    contribution = models.OneToOneField(
        Contribution, models.CASCADE, primary_key=True, related_name="comment"
    )
    target = models.ForeignKey(Contribution, models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    thread = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+")
    depth = models.PositiveSmallIntegerField(default=0)
    alignment = models.SmallIntegerField(choices=Alignment.choices, default=Alignment.NEUTRAL)

    class Meta:
        verbose_name = _("commentaire")
        constraints = [
            models.CheckConstraint(
                condition=Q(alignment__in=(-1, 0, 1)), name="comment_alignment_known"
            ),
            models.CheckConstraint(
                condition=Q(depth=0, parent__isnull=True, thread__isnull=True)
                | Q(depth__gt=0, parent__isnull=False, thread__isnull=False),
                name="comment_depth_agrees",
            ),
        ]
        indexes = [
            models.Index("target", "alignment", name="comment_first_level", condition=Q(depth=0)),
        ]

    def __str__(self) -> str:
        return str(self.contribution)
