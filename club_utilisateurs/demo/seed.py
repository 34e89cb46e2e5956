"""Filling the club once: members who hold an access, then topics over four months."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.text import slugify

from agora.accounts.demo import uid_of
from agora.rules import SYSTEM
from club_utilisateurs.actions.demo import load_marks, load_talk, make_member
from club_utilisateurs.demo.people import FACILITATOR, PEOPLE
from club_utilisateurs.demo.talk import CATEGORIES, TOPICS, Told
from club_utilisateurs.models import (
    Category,
    Follow,
    Member,
    Mention,
    Post,
    Reaction,
    ReadMark,
    Tag,
    Topic,
)
from tenants.models import CityCard


class ClubSeed:
    """The club being filled; used inside it, after the cities opened their accesses."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at
        self.cities = {city.name: city.pk for city in CityCard.objects.only("name")}
        self.members: dict[str, Member] = {}
        self.categories = {
            slug: Category(slug=slug, name=name, description=text, position=place)
            for place, (slug, name, text) in enumerate(CATEGORIES)
        }
        words = sorted({word for topic in TOPICS for word in topic.tags})
        self.tags = {word: Tag(slug=slugify(word), name=word) for word in words}
        self.posts: dict[tuple[int, int], Post] = {}

    def fill(self) -> None:
        """Write everything, the oldest first."""
        self._people()
        there = {shelf.slug: shelf for shelf in Category.objects.all()}
        new = [shelf for slug, shelf in self.categories.items() if slug not in there]
        load_talk(actor=SYSTEM, categories=new, tags=list(self.tags.values()))
        self.categories |= there
        told = sorted(TOPICS, key=lambda topic: -topic.posts[0].ago)
        topics = [self._topic(one) for one in told]
        load_talk(actor=SYSTEM, topics=topics)
        pairs = list(zip(topics, told, strict=True))
        load_talk(actor=SYSTEM, posts=[post for pair in pairs for post in self._posts(*pair)])
        self._marks(pairs)

    def _people(self) -> None:
        for key, person in PEOPLE.items():
            self.members[key] = make_member(
                actor=SYSTEM,
                member=Member(
                    city_id=self.cities[person.city],
                    staff_uid=uid_of(person.email),
                    name=person.name,
                    title=person.title,
                    mail=person.email,
                    charter_accepted_at=self._ago(130),
                ),
            )
        email, name, title = FACILITATOR
        self.members["maud"] = make_member(
            actor=SYSTEM,
            member=Member(
                staff_uid=uid_of(email), name=name, title=title, mail=email, facilitates=True,
                charter_accepted_at=self._ago(200),
            ),
        )  # fmt: skip

    def _ago(self, days: float) -> datetime:
        return self.at - timedelta(days=days)

    def _topic(self, told: Told) -> Topic:
        first, last = told.posts[0], told.posts[-1]
        return Topic(
            kind=told.kind,
            category=self.categories[told.category],
            title=told.title,
            author=self.members[first.who],
            asked_city_id=self.cities.get(told.asked),
            created_at=self._ago(first.ago),
            posts_count=len(told.posts),
            last_number=len(told.posts),
            last_at=self._ago(last.ago),
            last_author=self.members[last.who],
            cities_count=len({self.members[said.who].city_id for said in told.posts}),
        )

    def _posts(self, topic: Topic, told: Told) -> list[Post]:
        posts = []
        for number, said in enumerate(told.posts, start=1):
            post = Post(
                topic=topic,
                number=number,
                author=self.members[said.who],
                title=told.title if number == 1 else "",
                tag_words=" ".join(told.tags) if number == 1 else "",
                body=said.body,
                created_at=self._ago(said.ago),
                thanks_count=len(said.thanks),
            )
            posts.append(post)
            self.posts[topic.pk, number] = post
        return posts

    def _marks(self, pairs: list[tuple[Topic, Told]]) -> None:
        reactions, mentions, follows, read, accepted = [], [], [], [], []
        for topic, told in pairs:
            for number, said in enumerate(told.posts, start=1):
                post = self.posts[topic.pk, number]
                reactions += [Reaction(member=self.members[one], post=post) for one in said.thanks]
                mentions += [
                    Mention(post=post, city_id=pk)
                    for name, pk in self.cities.items()
                    if f"@{name}" in said.body
                ]
                if said.accepted:
                    topic.accepted = post
                    accepted.append(topic)
            for who in {said.who for said in told.posts}:
                follows.append(Follow(member=self.members[who], topic=topic))
                theirs = [n for n, said in enumerate(told.posts, start=1) if said.who == who]
                read.append(
                    ReadMark(member=self.members[who], topic=topic, last_number=max(theirs))
                )
        load_marks(
            actor=SYSTEM,
            topics=accepted,
            tagged=[(topic, [self.tags[word] for word in told.tags]) for topic, told in pairs],
            reactions=reactions,
            mentions=mentions,
            follows=follows,
            read=read,
        )


def write(at: datetime) -> None:
    """Fill the club if nobody is in it."""
    if not Member.objects.exists():
        ClubSeed(at=at).fill()
