"""What letters say: who, of which city, the words themselves."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from club_utilisateurs.models import Member, Post, Topic, TopicKind
from club_utilisateurs.places import place, topic_at
from club_utilisateurs.queries.people import city_names
from tenants.models import SharedBlueprint

LONGEST_EXCERPT = 600


def first_post(topic: Topic) -> Post | None:
    """Return the words of a topic."""
    post: Post | None = topic.posts.select_related("author", "topic").filter(number=1).first()
    return post


def signed(member: Member) -> str:
    """Name somebody as everybody reads them: the name if they show it, and the city."""
    city = str(city_names([member.city_id])[member.city_id])
    return f"{member.shown_name}, {city}" if member.shown_name else city


def city_of(member: Member) -> str:
    """Name the city that speaks."""
    return str(city_names([member.city_id])[member.city_id])


def words_of(post: Post) -> dict[str, Any]:
    """Return what the letter of a post says beside its title."""
    return {"who": signed(post.author), "excerpt": _excerpt(post.body), "topic": post.topic}


def words_of_topic(topic: Topic) -> dict[str, Any]:
    """Return what the letter of a topic says: its first post."""
    post = first_post(topic)
    return words_of(post) if post else {"who": signed(topic.author), "topic": topic}


def words_of_hidden(post: Post) -> dict[str, Any]:
    """Return what the writer of a hidden post is told: why, never the words again."""
    return {"topic": post.topic, "reason": post.hidden_reason}


def _excerpt(body: str) -> str:
    """Cut between two words."""
    if len(body) <= LONGEST_EXCERPT:
        return body
    return f"{body[:LONGEST_EXCERPT].rsplit(maxsplit=1)[0]} […]"


# --- Titles --------------------------------------------------------------------------------------
def asked(topic: Topic) -> str:
    """Say that somebody asks or proposes."""
    said = {"city": city_of(topic.author), "title": topic.title}
    if topic.kind == TopicKind.IDEA:
        return _("%(city)s propose : « %(title)s »") % said
    return _("%(city)s demande : « %(title)s »") % said


def asked_of_us(topic: Topic) -> str:
    """Say that a question is put to one's own city."""
    said = {"city": city_of(topic.author), "title": topic.title}
    return _("%(city)s pose une question à votre ville : « %(title)s »") % said


def asked_by_our_like(topic: Topic) -> str:
    """Say that a city like one's own asks."""
    said = {"city": city_of(topic.author), "title": topic.title}
    return _("%(city)s, une ville comme la vôtre, demande : « %(title)s »") % said


def answered(post: Post) -> str:
    """Say that somebody answered."""
    said = {"city": city_of(post.author), "title": post.topic.title}
    return _("%(city)s a répondu : « %(title)s »") % said


def named(post: Post) -> str:
    """Say that somebody names one, or one's city."""
    said = {"city": city_of(post.author), "title": post.topic.title}
    return _("%(city)s vous cite dans « %(title)s »") % said


def accepted(post: Post) -> str:
    """Say that an answer was the good one."""
    return _("Votre réponse est retenue : « %(title)s »") % {"title": post.topic.title}


def published(topic: Topic) -> str:
    """Say what the club announces."""
    return _("Annonce du club : « %(title)s »") % {"title": topic.title}


def renewed(blueprint: SharedBlueprint) -> str:
    """Say that a blueprint has a new version."""
    said = {"title": blueprint.title}
    return _("Nouvelle version d’un modèle que vous avez repris : « %(title)s »") % said


def hidden(post: Post) -> str:
    """Say to its writer that a post is hidden; without the title, which may be the trouble."""
    return _("Votre message dans le club a été masqué")


# --- Places --------------------------------------------------------------------------------------
def place_of_topic(topic: Topic) -> str:
    """Where a topic begins."""
    return topic_at(topic.pk, 1)


def place_of_post(post: Post) -> str:
    """Where a post stands."""
    return topic_at(post.topic_id, post.number)


def answer_to_topic(topic: Topic) -> str:
    """Where one answers a topic."""
    return topic_at(topic.pk, 1, "repondre")


def answer_to_post(post: Post) -> str:
    """Where one answers a post."""
    return topic_at(post.topic_id, post.number, "repondre")


def place_of_blueprint(blueprint: SharedBlueprint) -> str:
    """Where a blueprint is shown."""
    return place("blueprint", blueprint.uid)
