"""What each member marks: read up to here, followed, kept, thanked, named, taken up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from club_utilisateurs.models.people import Member
from club_utilisateurs.models.talk import Category, Post, Topic


class ReadMark(TenantModel):
    """Up to which post of a topic a member has read."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")
    last_number = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("repère de lecture")
        constraints = [
            models.UniqueConstraint(fields=["member", "topic"], name="club_readmark_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}/{self.topic_id}"


class Follow(TenantModel):
    """News asked of a topic, or of everything new in a category; `muted` says no to one topic."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="follows")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="follows")
    category = models.ForeignKey(
        Category, models.CASCADE, null=True, blank=True, related_name="follows"
    )
    muted = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("abonnement")
        constraints = [
            models.CheckConstraint(
                name="club_follow_one_thing",
                condition=Q(topic__isnull=False, category__isnull=True)
                | Q(topic__isnull=True, category__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["member", "topic"],
                condition=Q(topic__isnull=False),
                name="club_follow_topic_once",
            ),
            models.UniqueConstraint(
                fields=["member", "category"],
                condition=Q(category__isnull=False),
                name="club_follow_category_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.topic_id or self.category_id}"


class Bookmark(TenantModel):
    """A post kept for later (« Garder »)."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="bookmarks")
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("message gardé")
        constraints = [
            models.UniqueConstraint(fields=["member", "post"], name="club_bookmark_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}/{self.post_id}"


class Reaction(TenantModel):
    """« Merci »: once for each member and post."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("merci")
        constraints = [
            models.UniqueConstraint(fields=["member", "post"], name="club_reaction_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}/{self.post_id}"


class Mention(TenantModel):
    """A person or a whole city named in a post with an « @ »."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    member = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="+")
    city_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("mention")
        constraints = [
            models.CheckConstraint(
                name="club_mention_one",
                condition=Q(member__isnull=False, city_id__isnull=True)
                | Q(member__isnull=True, city_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["post", "member", "city_id"],
                name="club_mention_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                fields=["city_id"],
                name="club_mention_of_city",
                condition=Q(city_id__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.member_id or self.city_id}"


class PickUp(TenantModel):
    """A member asked to use a blueprint at home; whether it became a draft is the city's word."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    blueprint_uid = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("modèle emporté")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "blueprint_uid", "version"], name="club_pickup_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.blueprint_uid}/{self.version}"
