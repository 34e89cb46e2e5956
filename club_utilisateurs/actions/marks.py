"""What a member marks: thanks, posts kept, topics and shelves followed. Twice is once."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from agora.action import action
from club_utilisateurs.models import Bookmark, Category, Follow, Post, Reaction, Topic
from club_utilisateurs.queries.people import reader
from club_utilisateurs.rules import can_mark, can_thank, is_member


@action("post.thanked", rule=can_thank)
def thank(*, actor: Any, post: Post) -> None:
    """Say « Merci »."""
    _reaction, new = Reaction.objects.get_or_create(member=reader(actor), post=post)
    if new:
        Post.objects.filter(pk=post.pk).update(thanks_count=F("thanks_count") + 1)


@action("post.unthanked", rule=can_thank)
def take_thanks_back(*, actor: Any, post: Post) -> None:
    """Take one's « Merci » back."""
    gone, _each = Reaction.objects.filter(member=reader(actor), post=post).delete()
    Post.objects.filter(pk=post.pk).update(thanks_count=F("thanks_count") - gone)


@action("post.kept", rule=can_mark)
def keep(*, actor: Any, post: Post) -> None:
    """Keep a post for later."""
    Bookmark.objects.get_or_create(member=reader(actor), post=post)


@action("post.let_go", rule=is_member)
def let_go(*, actor: Any, post: Post) -> None:
    """Keep it no longer; what was hidden meanwhile too."""
    Bookmark.objects.filter(member=reader(actor), post=post).delete()


@action("topic.followed", rule=is_member)
def follow_topic(*, actor: Any, topic: Topic) -> None:
    """Ask for news of a topic, also after having silenced it."""
    Follow.objects.update_or_create(member=reader(actor), topic=topic, defaults={"muted": False})


@action("topic.unfollowed", rule=is_member)
def unfollow_topic(*, actor: Any, topic: Topic) -> None:
    """Ask for no news of a topic any more; it may come by its shelf."""
    Follow.objects.filter(member=reader(actor), topic=topic).delete()


@action("topic.muted", rule=is_member)
def mute_topic(*, actor: Any, topic: Topic) -> None:
    """Say no to a topic, even if its shelf is followed."""
    Follow.objects.update_or_create(member=reader(actor), topic=topic, defaults={"muted": True})


@action("category.followed", rule=is_member)
def follow_category(*, actor: Any, category: Category) -> None:
    """Ask for news of all that is new on a shelf."""
    Follow.objects.get_or_create(member=reader(actor), category=category)


@action("category.unfollowed", rule=is_member)
def unfollow_category(*, actor: Any, category: Category) -> None:
    """Ask for no news of a shelf any more."""
    Follow.objects.filter(member=reader(actor), category=category).delete()
