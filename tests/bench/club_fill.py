"""`python -m tests.bench.club_fill`: fill the club of the benches, print where things are as JSON.

More than 100,000 posts in 10,000 topics, 2,000 members of 500 cities that published a card. Words
follow the law of the languages: a few are everywhere, most are rare; what is drawn is drawn the
same each time.
"""

import json
import os
import random
import time
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

import django

TOPICS = int(os.environ.get("BENCH_TOPICS", "10000"))
A_TALK = 12
"""Posts of a topic; every seventh has no answer."""
CITIES, MEMBERS = 500, 2000
LONG, LONG_ONES = 60, 20
"""So many posts in each of the first topics: more than a page shows."""
WORDS_OF_A_POST = 45
START = datetime(2025, 1, 1, tzinfo=UTC)
TOOLS = ("proposals", "ballot", "budget", "meetings", "questionnaire", "map")
COMMON = [
    "la", "ville", "une", "réunion", "des", "habitants", "pour", "le", "quartier", "avec", "un",
    "atelier", "sur", "budget", "participatif", "nous", "avons", "publié", "restitution", "en",
    "mairie", "les", "élus", "du", "conseil", "par", "courrier", "dans", "école", "parc", "vélo",
    "marché", "questionnaire", "réponse", "bilan", "synthèse", "vote", "projet", "centre",
    "bourg", "association", "jeunes", "commune", "service", "agenda", "affiche", "stand",
    "concertation", "calendrier", "équipe", "retour", "chiffres", "méthode",
]  # fmt: skip
RARE = [f"{a}{b}" for a in ("bra", "tri", "plo", "gra", "ver", "cho", "mal", "fon") for b in (
    "tille", "neau", "quette", "zon", "villon", "mard", "dure", "sson", "gnan", "pière", "lane",
    "cule", "range", "doux", "fique", "bert", "vage", "lume", "taud", "rier",
)]  # fmt: skip
VOCABULARY = [*COMMON, *RARE, *(f"{word}s" for word in RARE), *(f"re{word}" for word in RARE)]


def main() -> None:
    """Our applications first, then the data that need them."""
    django.setup()
    print(json.dumps(fill()))


def fill() -> dict[str, Any]:
    """Fill public, then the club, and let the planner know."""
    from django.db import connection  # noqa: PLC0415  (needs the settings)

    from agora.context import club, owner  # noqa: PLC0415

    chance = random.Random(2026)
    with owner():
        cities = _cities(chance)
    with club():
        members = _members(cities)
        sessions = [_session(account) for _pk, account, _city in members[:20]]
        topics = _talk(chance, members)
        _marks(chance, members, topics)
    with owner(), connection.cursor() as cursor:
        _grants(cursor)
        cursor.execute("ANALYZE")
    return {
        "host": "club.localhost",
        "sessions": sessions,
        "topics": topics[LONG_ONES : LONG_ONES + 40],
        "long": topics[:LONG_ONES],
        "common": COMMON[13:17] + COMMON[26:],
        "rare": VOCABULARY[len(COMMON) :][::11],
    }


def _copy(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    from django.db import connection  # noqa: PLC0415

    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as pipe,
    ):
        for row in rows:
            pipe.write_row(row)


def _cities(chance: random.Random) -> list[int]:
    """Cities as the directory of the provider has them, without their schemas, and their cards."""
    from django.utils import timezone  # noqa: PLC0415

    from tenants.models import City, Disclosure  # noqa: PLC0415

    made = City.objects.bulk_create(
        City(
            name=f"Ville-{number:03}", population=chance.randrange(2_000, 150_000),
            insee=f"{chance.randrange(1, 95):02}{number:03}", state="live",
            reference_prefix="V", provisioned_at=timezone.now(),
        )
        for number in range(CITIES)
    )  # fmt: skip
    values = (
        (city.pk, key, value)
        for city in made
        for key, value in (
            ("card.presentation", "Une ville qui écoute, et qui le fait savoir. " * 6),
            ("card.modules", chance.sample(TOOLS, 3)),
            ("card.programmes", [f"La place de {city.name}", "Budget des écoles"]),
            ("card.answers", True),
        )
    )
    Disclosure.objects.bulk_create(
        Disclosure(
            city_id=pk, subject_ref="card", key=key, value=value, level="named",
            text_version="1", by_ref="", by_label="",
        )
        for pk, key, value in values
    )  # fmt: skip
    return [city.pk for city in made]


def _members(cities: list[int]) -> list[tuple[int, Any, int]]:
    from django.utils import timezone  # noqa: PLC0415

    from agora.accounts.models import User  # noqa: PLC0415
    from club_utilisateurs.models import CHARTER_VERSION, Member  # noqa: PLC0415

    uids = [uuid.UUID(int=number + 1) for number in range(MEMBERS)]
    accounts = User.objects.bulk_create(
        User(email=f"{uid}@membre.invalid", pseudonym=f"membre-{number}", password="!")
        for number, uid in enumerate(uids)
    )
    members = Member.objects.bulk_create(
        Member(
            city_id=cities[number % CITIES], staff_uid=uids[number], account=account,
            name=f"Camille Martin-{number}", title="chargée de participation",
            mail=f"camille{number}@ville.exemple.fr", charter_version=CHARTER_VERSION,
            charter_accepted_at=timezone.now(), created_at=START,
        )
        for number, account in enumerate(accounts)
    )  # fmt: skip
    return [(one.pk, one.account, one.city_id or 0) for one in members]


def _session(account: Any) -> str:
    """A session as the door of passes opens one: without its hour it would be over."""
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from club_utilisateurs.sessions import ENTERED  # noqa: PLC0415
    from tests.bench.data import _session as opened  # noqa: PLC0415

    store = SessionStore(opened(account))
    store[ENTERED] = int(time.time())
    store.save()
    return str(store.session_key)


def _sentence(chance: random.Random, weights: list[float], count: int) -> str:
    return " ".join(chance.choices(VOCABULARY, cum_weights=weights, k=count))


def _talk(chance: random.Random, members: list[tuple[int, Any, int]]) -> list[int]:
    """Topics, then their posts, by COPY; the first ones are long."""
    from django.db import connection  # noqa: PLC0415

    from club_utilisateurs.models import Category, Tag  # noqa: PLC0415

    shelves = Category.objects.bulk_create(
        Category(slug=f"rubrique-{n}", name=f"Rubrique {n}", position=n) for n in range(8)
    )
    tags = Tag.objects.bulk_create(Tag(slug=f"mot-{n}", name=f"mot {n}") for n in range(60))
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(VOCABULARY))))
    sizes = [LONG if n < LONG_ONES else 1 if n % 7 == 0 else A_TALK for n in range(TOPICS)]
    titles = [_sentence(chance, weights, 9).capitalize() for _size in sizes]
    moments = [START + timedelta(minutes=45 * n) for n in range(TOPICS)]
    authors = [chance.choice(members)[0] for _size in sizes]
    _copy(
        "club_utilisateurs_topic",
        "id, kind, category_id, title, author_id, asked_city_id, about_kind, hidden_reason,"
        " created_at, posts_count, last_number, last_at, last_author_id, cities_count",
        (
            (
                n + 1, chance.choice(("question", "question", "idea", "news")),
                chance.choice(shelves).pk, titles[n], authors[n],
                chance.choice(members)[2] if n % 9 == 0 else None, "", "", moments[n],
                size, size, moments[n] + timedelta(hours=size),
                authors[n], 3,
            )
            for n, size in enumerate(sizes)
        ),
    )  # fmt: skip
    _copy(
        "club_utilisateurs_post",
        "topic_id, number, author_id, title, tag_words, body, version, created_at, hidden_reason,"
        " thanks_count",
        (
            (
                n + 1, number, chance.choice(members)[0], titles[n] if number == 1 else "",
                "mot 1 mot 2" if number == 1 else "",
                _sentence(chance, weights, WORDS_OF_A_POST), 1,
                moments[n] + timedelta(hours=number), "", chance.randrange(9),
            )
            for n, size in enumerate(sizes)
            for number in range(1, size + 1)
        ),
    )  # fmt: skip
    _copy(
        "club_utilisateurs_topic_tags",
        "topic_id, tag_id",
        ((n + 1, tag.pk) for n in range(TOPICS) for tag in chance.sample(tags, 2)),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE club_utilisateurs_topic t SET accepted_id = p.id FROM club_utilisateurs_post p"
            " WHERE p.topic_id = t.id AND p.number = 3 AND t.kind = 'question' AND mod(t.id, 3) < 2"
        )
    return list(range(1, TOPICS + 1))


def _marks(chance: random.Random, members: list[tuple[int, Any, int]], topics: list[int]) -> None:
    """What members read, follow, thank, keep and name."""
    pairs = {(chance.choice(members)[0], chance.choice(topics)) for _one in range(5 * TOPICS)}
    pairs |= {(pk, topic) for pk, _account, _city in members[:20] for topic in topics[::3]}
    _copy(
        "club_utilisateurs_readmark",
        "member_id, topic_id, last_number, at",
        ((member, topic, chance.randrange(1, 10), START) for member, topic in sorted(pairs)),
    )
    _copy(
        "club_utilisateurs_follow",
        "member_id, topic_id, muted",
        ((pk, topic, False) for pk, *_rest in members for topic in chance.sample(topics, 5)),
    )
    posts = range(1, 10 * TOPICS, 5)
    _copy(
        "club_utilisateurs_reaction",
        "member_id, post_id",
        ((chance.choice(members)[0], post) for post in posts),
    )
    _copy(
        "club_utilisateurs_mention",
        "post_id, member_id, city_id",
        (
            (post, None, chance.choice(members)[2])
            if post % 2
            else (post, chance.choice(members)[0], None)
            for post in posts
        ),
    )


def _grants(cursor: Any) -> None:
    cursor.execute(
        "INSERT INTO tenants_clubgrant (city_id, staff_uid, active, unread)"
        " SELECT city_id, staff_uid, true, 0 FROM club.club_utilisateurs_member"
    )


if __name__ == "__main__":
    main()
