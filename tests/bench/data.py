"""One city of Nanterre's size among twenty, filled in bulk.

It says where things are: lists of 20, 200, 2,000 and 20,000 ideas; ideas
with 1, 20 and 100 comments; residents with an open session each, and a draft ready to be signed.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from agora.context import enter, owner, public
from agora.rules import SYSTEM
from participation.comments.actions import load_many as load_comments
from participation.comments.models import Comment
from participation.contributions.actions.add import load_many as load_words
from participation.contributions.models import Contribution
from participation.demo import comments as said
from participation.demo.cities import BERGES, CITIES, Asked
from participation.demo.seed import CitySeed, ConsultationSeed
from participation.proposals.models import Draft
from participation.supports.actions import load_many as load_supports
from participation.supports.models import Support
from tenants import spares
from tenants.models import City
from tenants.opening import open_now

MAIN = int(os.environ.get("BENCH_PROPOSALS", "2000"))
WIDE = 10 * MAIN
SIZES = (MAIN // 100, MAIN // 10, MAIN, WIDE)
COMMENTS = 10  # of an idea, on the average
SUPPORTS = 25
TALKS = {1: 1, 20: 20, 100: 100}  # ideas of the main list with so many comments
NEIGHBOURS = 19
SESSIONS = 300


class Volume(ConsultationSeed):
    """A consultation of a given volume, otherwise like the demonstration's."""

    def _comments(self, targets: Sequence[Contribution]) -> None:
        # Answered ones first: they are dearest, and those that are compared must be of one kind.
        self.ideas = sorted(targets, key=lambda word: not _is_answered(word))
        if self.asked.ideas == MAIN:
            counts = [*TALKS.values(), *[COMMENTS] * (len(self.ideas) - len(TALKS))]
            for start in range(0, len(self.ideas), 500):
                some = slice(start, start + 500)
                self._talk(self.ideas[some], counts[some])

    def _talk(self, targets: Sequence[Contribution], counts: Sequence[int]) -> None:
        """Comments on each idea, the third of them an answer to the one before."""
        words, places = [], []
        for target, count in zip(targets, counts, strict=True):
            for number in range(count):
                words.append(
                    Contribution(
                        kind="comment",
                        component=target.component,
                        author=self._someone(),
                        body=self.chance.choice(said.FOR),
                        created_at=target.created_at + timedelta(minutes=number),
                    )
                )
                places.append((target, number % 3 == 2))
        made = load_words(actor=SYSTEM, contributions=words)
        rows: list[Comment] = []
        for word, (target, is_answer) in zip(made, places, strict=True):
            above = rows[-1] if is_answer else None
            rows.append(
                Comment(
                    contribution=word,
                    target=target,
                    parent=above,
                    thread=above,
                    depth=int(is_answer),
                    alignment=0 if is_answer else self.chance.choice([1, 1, 0, -1]),
                )
            )
        load_comments(actor=SYSTEM, comments=rows)

    def _supports(self, ideas: Sequence[Contribution]) -> None:
        if self.asked.ideas == WIDE:  # the counters matter to the list, not the rows behind
            rows = Contribution.objects.filter(component=self.components["proposals"])
            rows.update(supports_count=F("pk") % 90, comments_count=F("pk") % 12)
            return
        pairs = [
            Support(user=person, contribution=word)
            for word in ideas
            for person in self.chance.sample(self.city.people, SUPPORTS)
        ]
        load_supports(actor=SYSTEM, supports=pairs)


def _is_answered(word: Contribution) -> bool:
    return word.kind == "proposal" and word.proposal.answer_state != "none"


def fill() -> dict[str, Any]:
    """Open the cities, fill the one, and say where things are."""
    for number in range(NEIGHBOURS):
        with public():
            spares.take(City.objects.create(name=f"Voisine {number}", reference_prefix="V"))
    plan = CITIES[0]
    city = open_now(
        name=plan.name,
        host=plan.host,
        admin_email=plan.identity["contact_email"],
        population=plan.population,
        insee=plan.insee,
        siren=plan.siren,
        identity={k: v for k, v in plan.identity.items() if k != "contact_email"},
    )
    del city
    from tenants.queries import city_named  # noqa: PLC0415  (after the opening)

    found = city_named(plan.host)
    assert found is not None
    again = [replace(one, title=f"{one.title} (suite)") for one in plan.asked[:4]]
    with enter(found), transaction.atomic():
        seed = CitySeed(replace(plan, people=1000, asked=[*plan.asked, *again]), at=timezone.now())
        seed.fill()
        facts: dict[str, Any] = {"host": plan.host, "lists": {}}
        for size in SIZES:
            wanted = Volume(seed, _asked(size))
            wanted.fill()
            facts["lists"][str(size)] = _list(wanted)
            if size == MAIN:
                facts |= _main(wanted, seed)
    with owner(found), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return facts


def _asked(size: int) -> Asked:
    return replace(
        BERGES, title=f"Écrire à {size}", ideas=size, comments=0, workshops=1, meetings_ahead=1
    )


def _list(volume: Volume) -> dict[str, Any]:
    component = volume.components["proposals"].pk
    slug = volume.consultation.slug
    return {
        "slug": slug,
        "component": component,
        "consultation": f"/concertations/{slug}/",
        "path": f"/concertations/{slug}/propositions/{component}/",
    }


def _main(volume: Volume, seed: CitySeed) -> dict[str, Any]:
    residents = seed.people[1 : SESSIONS + 1]
    component = volume.components["proposals"]
    drafts = Draft.objects.bulk_create(
        Draft(component=component, author=person, title=f"Idée {n} à signer", body="Un banc.")
        for n, person in enumerate(residents)
    )
    return {
        "talks": dict(zip(map(str, TALKS), (word.pk for word in volume.ideas), strict=False)),
        "ideas": [word.pk for word in volume.ideas[50:350]],
        "sessions": [_session(person) for person in residents],
        "drafts": [str(draft.uid) for draft in drafts],
    }


def _session(person: Any) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "agora.accounts.backend.PeopleBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    return str(store.session_key)
