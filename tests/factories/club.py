"""Members and talk for tests; called inside the club (`with club():`, fixture `in_club`)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

from django.utils import timezone

from agora.accounts.models import User
from agora.context import CityRef, public
from club_utilisateurs.models import (
    CHARTER_VERSION,
    Category,
    Member,
    Post,
    Topic,
    TopicKind,
)
from tenants.models import ClubGrant
from tests.harness.clients import outside

T = TypeVar("T")

_numbers = count(1)


def grant(city: CityRef | None, staff_uid: uuid.UUID, *, active: bool = True) -> None:
    """Let somebody of a city (None: the provider's) into the club; called outside every house."""
    with public():
        ClubGrant.objects.update_or_create(
            city_id=city.id if city else None, staff_uid=staff_uid, defaults={"active": active}
        )


def in_public(work: Callable[[], T]) -> T:
    """Do something as the provider, from wherever the test stands."""

    def there() -> T:
        with public():
            return work()

    return outside(there)


def make_member(city: CityRef | None, **fields: Any) -> Member:
    """Somebody of a city who read the charter, without the grant: see `grant`."""
    number = next(_numbers)
    uid = uuid.uuid4()
    account = User(email=f"{uid}@membre.invalid", pseudonym=f"membre-{uid.hex[:12]}")
    account.set_unusable_password()
    account.save()
    given = {
        "name": f"Camille {number}",
        "title": "chargée de participation",
        "mail": f"camille{number}@ville.exemple.fr",
        "charter_version": CHARTER_VERSION,
        "charter_accepted_at": timezone.now(),
    }
    return Member.objects.create(
        city_id=city.id if city else None,
        staff_uid=fields.pop("staff_uid", None) or uuid.uuid4(),
        account=account,
        facilitates=city is None,
        **given | fields,
    )


def make_category(name: str = "Restitution", slug: str = "restitution") -> Category:
    """A shelf, made once."""
    return Category.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def make_topic(author: Member, title: str = "Comment restituer ?", **fields: Any) -> Topic:
    """A question with its first post, written straight into the tables."""
    body = fields.pop("body", "Comment faites-vous, vous ?")
    given = {"kind": TopicKind.QUESTION, "category": None} | fields
    given["category"] = given["category"] or make_category()
    topic = Topic.objects.create(
        title=title, author=author, last_author=author, posts_count=1, last_number=1,
        cities_count=1, **given,
    )  # fmt: skip
    Post.objects.create(topic=topic, number=1, author=author, title=title, body=body)
    return topic


def make_answer(topic: Topic, author: Member, body: str = "Chez nous, en deux temps.") -> Post:
    """An answer, written straight into the tables."""
    number = topic.last_number + 1
    post = Post.objects.create(topic=topic, number=number, author=author, body=body)
    topic.posts_count += 1
    topic.last_number = number
    topic.last_at, topic.last_author = timezone.now(), author
    topic.save()
    return post
