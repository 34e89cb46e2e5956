"""Reads: whom a piece of news concerns. Only members who agreed and are still let in, ever."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from club_utilisateurs.models import Follow, Member, Post, Topic
from club_utilisateurs.queries.likeness import alike
from club_utilisateurs.queries.people import member_of, with_grant
from tenants.models import BlueprintReuse, CityCard, SharedBlueprint


def let_in() -> QuerySet[Member]:
    """Return the members news may reach: not gone, charter agreed to, city still saying yes."""
    here: Any = with_grant(Member.objects.filter(left_at=None).exclude(charter_version=""))
    found: QuerySet[Member] = here.filter(granted=True)
    return found


def address_of(account: Any) -> str:
    """Return where to write to the member behind an account; "" once they are out."""
    member = member_of(account)
    return member.mail if member is not None and member.charter_version else ""


def everybody(topic: Topic) -> QuerySet[Any]:
    """All members, for what the club itself announces."""
    return _accounts(let_in(), topic.hidden_at is None)


def followers_of_shelf(topic: Topic) -> QuerySet[Any]:
    """Whoever follows the category, and the people who look after the club."""
    follows = Follow.objects.filter(category=topic.category_id, muted=False)
    wanted = Q(pk__in=follows.values("member")) | Q(facilitates=True, city_id=None)
    return _accounts(let_in().filter(wanted), topic.hidden_at is None)


def team_asked(topic: Topic) -> QuerySet[Any]:
    """The members of the city the question is put to."""
    shown = topic.hidden_at is None and topic.asked_city_id is not None
    return _accounts(let_in().filter(city_id=topic.asked_city_id), shown)


def cities_like_askers(topic: Topic) -> QuerySet[Any]:
    """The members of cities like the asker's; what is read of cities is read now."""
    home = CityCard.objects.filter(pk=topic.author.city_id).only("population", "modules").first()
    if home is None or topic.hidden_at is not None:
        return _accounts(let_in(), False)
    return _accounts(let_in().filter(city_id__in=alike(home).values("pk")), True)


def followers_of_topic(post: Post) -> QuerySet[Any]:
    """Whoever follows the topic and did not silence it."""
    follows = Follow.objects.filter(topic=post.topic_id, muted=False)
    return _accounts(let_in().filter(pk__in=follows.values("member")), _shown(post))


def asker(post: Post) -> QuerySet[Any]:
    """Whoever asked what a post answers, unless they silenced it."""
    silent = Follow.objects.filter(topic=post.topic_id, muted=True)
    who = let_in().filter(pk=post.topic.author_id).exclude(pk__in=silent.values("member"))
    return _accounts(who, _shown(post))


def named_in(post: Post) -> QuerySet[Any]:
    """The members a post names, and all members of the cities it names."""
    named = post.mentions.all()
    wanted = Q(pk__in=named.filter(member__isnull=False).values("member"))
    wanted |= Q(city_id__in=named.filter(city_id__isnull=False).values("city_id"))
    return _accounts(let_in().filter(wanted), _shown(post))


def writer(post: Post) -> QuerySet[Any]:
    """Whoever wrote a post, hidden or not."""
    return _accounts(let_in().filter(pk=post.author_id), True)


def takers(blueprint: SharedBlueprint) -> QuerySet[Any]:
    """The members of the cities that made something of an earlier version."""
    earlier = BlueprintReuse.objects.filter(
        blueprint_uid=blueprint.uid, version__lt=blueprint.version
    )
    offered = blueprint.withdrawn_at is None and blueprint.hidden_at is None
    others = let_in().filter(city_id__in=earlier.values("city")).exclude(city_id=blueprint.city_id)
    return _accounts(others, offered)


def _accounts(members: QuerySet[Member], shown: bool) -> QuerySet[Any]:
    users = get_user_model()._default_manager
    return users.filter(pk__in=members.values("account")) if shown else users.none()


def _shown(post: Post) -> bool:
    return post.hidden_at is None and post.topic.hidden_at is None
