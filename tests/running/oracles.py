"""What the database must hold once the crowd is gone, and which failures are excused."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from tests.running.load import Asked, Book
from tests.running.stage import Stage

SLACK = 0.25
"""Seconds between a signal sent and a line cut, on a machine that does other things."""


@dataclass(frozen=True)
class Death:
    """A process killed: its name, its door if it serves, and between which moments.

    The killer may lose the processor before its signal or after it: the true moment is between.
    """

    name: str
    door: str
    at: float
    until: float


def unexcused(book: Book, deaths: list[Death]) -> list[Asked]:
    """Failures of requests that were not open, at that door, when somebody died."""
    return [one for one in book.failures() if not any(_cut(one, death) for death in deaths)]


def _cut(one: Asked, death: Death) -> bool:
    if not death.door:
        return False  # a worker or the clock: no request was in its hands
    same_door = one.door in ("", death.door) or one.door.startswith("{")
    return same_door and one.begun - SLACK <= death.until and death.at <= one.ended


def misplaced(stage: Stage, book: Book) -> list[str]:
    """Writes that are lost, doubled, or in another city: an empty list is what we want."""
    found: dict[str, Counter[str]] = {city: _words(stage, city) for city in stage.facts}
    wrong = []
    for one in book.written:
        times = {city: held[one.word] for city, held in found.items() if held[one.word]}
        here = times.pop(one.city, 0)
        if times:
            wrong.append(f"{one} is in {sorted(times)}")
        if here > 1 or (one.acknowledged and here != 1):
            wrong.append(f"{one} is there {here} times")
    return wrong


def _words(stage: Stage, city: str) -> Counter[str]:
    """How often each written word stands in a city; a support is a pair, an address and an idea."""
    schema, mark = stage.facts[city]["schema"], stage.facts[city]["mark"]
    held: Counter[str] = Counter()
    rows = stage.ask(
        f"SELECT DISTINCT id, unnest(regexp_matches(title || ' ' || body, '{mark}x[0-9]+z', 'g'))"
        f" FROM {schema}.contributions_contribution"
    )
    held.update(word for _pk, word in rows)
    held.update(
        f"{email} {idea}"
        for email, idea in stage.ask(
            f"SELECT person.email, support.contribution_id FROM {schema}.supports_support support"
            f" JOIN {schema}.accounts_user person ON person.id = support.user_id"
        )
    )
    return held


def unfinished(stage: Stage) -> list[tuple[Any, ...]]:
    """Jobs that are due, are being done or have failed."""
    return stage.ask(
        "SELECT task_name, status::text, count(*) FROM procrastinate_jobs"
        " WHERE status <> 'succeeded'"
        " AND (scheduled_at IS NULL OR scheduled_at < now() + interval '5 minutes') GROUP BY 1, 2"
    )


def letters(stage: Stage) -> tuple[set[str], Counter[str]]:
    """Numbers of the letters written in the cities, and how often each has arrived."""
    wrote = {
        str(uid)
        for city in stage.facts.values()
        for (uid,) in stage.ask(f"SELECT uid FROM {city['schema']}.mail_outgoingmail")
    }
    return wrote, Counter(number.partition("@")[0] for number in stage.post.got)
