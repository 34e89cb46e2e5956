"""What is said: topics made of posts, with what they said before and what is being written."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel
from agora.files.models import StoredFile
from agora.search.vector import SearchColumn, SearchIndex
from club_utilisateurs.models.people import Member

LONGEST_BODY = 20_000
LONGEST_TITLE = 200
FILES = "club"
"""What the files of members are labelled with: those of a draft hang on nothing else yet."""


class Category(TenantModel):
    """A shelf of the club: restitution, budget participatif, mobiliser…"""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=80)
    description = models.CharField(_("en une phrase"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("rubrique")
        verbose_name_plural = _("rubriques")
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name


class Tag(TenantModel):
    """A word members put on topics."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("mot-clé"), max_length=60)

    class Meta:
        verbose_name = _("mot-clé")
        verbose_name_plural = _("mots-clés")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(Lower("name"), name="club_tag_once")]

    def __str__(self) -> str:
        return self.name


class TopicKind(models.TextChoices):
    """What a topic is for."""

    QUESTION = "question", _("Question")
    IDEA = "idea", _("Idée")
    NEWS = "news", _("Annonce")


class Topic(TenantModel):
    """A question, an idea or an announcement; its text is its first post.

    `asked_city_id` is the city a question is put to. `about_kind` ("sheet" or "blueprint") and
    `about_uid` name what a topic discusses. `posts_count` counts what is shown, `last_number` the
    number of the last post ever written: unread is `last_number` beyond one's `ReadMark`.
    """

    kind = models.CharField(_("genre"), max_length=8, choices=TopicKind.choices)
    category = models.ForeignKey(Category, models.PROTECT, related_name="topics")
    tags = models.ManyToManyField(Tag, blank=True, related_name="topics")
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    author = models.ForeignKey(Member, models.PROTECT, related_name="topics")
    asked_city_id = models.BigIntegerField(_("ville interrogée"), null=True, blank=True)
    about_kind = models.CharField(max_length=10, blank=True)
    about_uid = models.UUIDField(null=True, blank=True)
    accepted = models.OneToOneField(
        "Post", models.SET_NULL, null=True, blank=True, related_name="accepts"
    )
    locked_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    posts_count = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_default=Now())
    last_author = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    cities_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sujet")
        verbose_name_plural = _("sujets")
        ordering = ("-last_at", "-pk")
        indexes = [
            models.Index(
                F("last_at").desc(),
                F("id").desc(),
                name="club_topic_latest",
                condition=Q(hidden_at__isnull=True),
            ),
            models.Index(
                "category",
                F("last_at").desc(),
                F("id").desc(),
                name="club_topic_by_category",
                condition=Q(hidden_at__isnull=True),
            ),
            models.Index(
                F("last_at").desc(),
                F("id").desc(),
                name="club_topic_unanswered",
                condition=Q(hidden_at__isnull=True, kind="question", accepted__isnull=True),
            ),
            models.Index(fields=["about_kind", "about_uid"], name="club_topic_about"),
            models.Index(fields=["asked_city_id"], name="club_topic_asked"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def answers_count(self) -> int:
        """How many posts answer the first."""
        return max(0, self.posts_count - 1)


class Post(TenantModel):
    """What a member says in a topic; the first carries the topic's title and tags for search.

    `version` moves with each edit: whoever edits an older one is shown the difference. `sent_key`
    is that of the form it came by: the same form sent twice leads to the same post.
    """

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Member, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    tag_words = models.CharField(max_length=400, blank=True)
    body = models.TextField(_("texte"))
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=300, blank=True)
    thanks_count = models.PositiveIntegerField(default=0)
    sent_key = models.UUIDField(null=True, blank=True, editable=False)
    search = SearchColumn("title", "tag_words", "body")

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("topic", "number")
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="club_post_numbered"),
            models.UniqueConstraint(fields=["author", "sent_key"], name="club_post_sent_once"),
            models.CheckConstraint(name="club_post_says_something", condition=~Q(body="")),
        ]
        indexes = [
            SearchIndex(fields=["search"], name="club_post_search"),
            SearchIndex(
                fields=["search"], name="club_post_first", condition=Q(number=1)
            ),  # topics like a title
            models.Index(F("created_at").desc(), name="club_post_latest"),
        ]

    def __str__(self) -> str:
        return self.body[:60]


class Revision(TenantModel):
    """What a post said before it was edited."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    body = models.TextField()
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("version d’un message")
        ordering = ("post", "-version")
        constraints = [
            models.UniqueConstraint(fields=["post", "version"], name="club_revision_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.post_id}/{self.version}"


class Draft(TenantModel):
    """What a member is writing: one for each topic, and one for a new topic."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="drafts")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="+")
    fields = models.JSONField(default=dict)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("brouillon")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "topic"], name="club_draft_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id}/{self.topic_id}"


class Attachment(TenantModel):
    """A file given with a post; the database keeps it as long."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.DO_NOTHING, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("pièce jointe")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return str(self.file_id)
