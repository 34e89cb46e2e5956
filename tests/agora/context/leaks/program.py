"""One thread's random walk through cities, and the oracle that watches every row it meets.

What is expected is kept here, beside the code under test: `expected` is the city the program
entered last, in its own words. A row of another city, read or written, is a leak.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from random import Random
from typing import Any

import psycopg
from django.db import DatabaseError, InterfaceError, connection, transaction

Door = Callable[[str], AbstractContextManager[Any]]


class Leak(Exception):
    """A row of one city in another."""


class Undo(Exception):
    """Raised on purpose, to roll back."""


class Walk:
    """A seeded program: scenes in a city, acts in a scene."""

    def __init__(
        self,
        *,
        door: Door,
        cities: list[str],
        acts: dict[str, tuple[int, Callable[["Walk"], None]]],
        nowhere: dict[str, tuple[int, Callable[["Walk"], None]]],
        refusals: tuple[type[Exception], ...],
        seed: str,
        pooled: bool = False,
    ) -> None:
        self.door = door
        self.cities = cities
        self.random = Random(seed)
        self.seed = seed
        self.refusals = (*refusals, DatabaseError, InterfaceError, psycopg.Error)
        self.pooled = pooled
        self._acts, self._weights = _table(acts)
        self._nowhere, self._nowhere_weights = _table(nowhere)
        self.expected = ""
        self.bag: list[tuple[str, str, Any]] = []
        self.kept: dict[str, set[str]] = {city: set() for city in cities}
        self.blocks: list[list[str]] = []
        self.done = 0
        self.words = 0
        self.act = ""

    # --- The walk ---------------------------------------------------------------------------
    def run(self, operations: int, stopped: Callable[[], bool] = lambda: False) -> None:
        """Walk for that many operations, or until somebody found a leak."""
        try:
            while self.done < operations and not stopped():
                self.scene()
        finally:
            self.hang_up()

    def scene(self) -> None:
        """Enter one city, act there, leave; now and then, leave by an error."""
        if self._nowhere and self.random.random() < 0.3:
            self._play(self._nowhere, self._nowhere_weights)
        try:
            with self.visit(self.random.choice(self.cities)):
                for _turn in range(self.random.randint(3, 14)):
                    self.something()
                if self.random.random() < 0.1:
                    raise Undo
        except Undo:
            pass
        if self.pooled or self.random.random() < 0.05:
            self.hang_up()

    def hang_up(self) -> None:
        """Close the connection, after what still reads from it: Django would not."""
        for _kind, _home, thing in self.bag:
            if isinstance(thing, Generator):
                with suppress(*self.refusals):
                    thing.close()
        self.bag = [kept for kept in self.bag if not isinstance(kept[2], Generator)]
        connection.close()

    @contextmanager
    def visit(self, city: str) -> Iterator[None]:
        """Go through the door, and remember where that leads."""
        before = self.expected
        with self.door(city):
            self.expected = city
            try:
                yield
            finally:
                self.expected = before

    def something(self) -> None:
        """Play one act, drawn by weight."""
        self._play(self._acts, self._weights)

    def _play(self, acts: list[Any], weights: list[int]) -> None:
        self.act, play = self.random.choices(acts, weights)[0]
        self.done += 1
        play(self)

    # --- The oracle -------------------------------------------------------------------------
    def here(self, cities: Iterable[str]) -> None:
        """Every row read must be of the expected city, and there is always one."""
        found = list(cities)
        if not found or any(city != self.expected for city in found):
            raise Leak(f"{self.act}: in {self.expected!r}, read {sorted(set(found))}")

    def of(self, home: str, read: Callable[[], Iterable[str]]) -> None:
        """Something made in `home` and used here: home's rows, or a refusal."""
        try:
            # A savepoint: a cursor that its rolled back transaction took along fails, no more.
            with transaction.atomic():
                found = list(read())
        except self.refusals:
            return
        if any(city != home for city in found):
            raise Leak(f"{self.act}: made in {home}, used in {self.expected!r}, read {found}")

    def refused(self, attempt: Callable[[], Any]) -> None:
        """This must raise."""
        try:
            found = attempt()
        except self.refusals:
            return
        raise Leak(f"{self.act}: nothing refused in {self.expected!r}, got {found!r}")

    # --- Words written ----------------------------------------------------------------------
    def word(self) -> str:
        """A text never written before; kept if its transaction is."""
        self.words += 1
        word = f"{self.seed}/{self.words}"
        if self.blocks:
            self.blocks[-1].append(word)
        else:
            self.kept[self.expected].add(word)
        return word

    def block(self) -> None:
        """A transaction, or a savepoint in one: acts inside, rolled back every other time."""
        undone = self.random.random() < 0.5
        self.blocks.append([])
        try:
            with transaction.atomic():
                for _turn in range(self.random.randint(1, 3)):
                    self.something()
                if undone:
                    raise Undo
        except Undo:
            self.blocks.pop()
            return
        words = self.blocks.pop()
        if self.blocks:
            self.blocks[-1] += words
        else:
            self.kept[self.expected] |= set(words)

    def pick(self, kind: str) -> tuple[str, Any] | None:
        """Take something of that kind out of the bag."""
        for place, (what, home, thing) in enumerate(self.bag):
            if what == kind:
                del self.bag[place]
                return home, thing
        return None

    def put(self, kind: str, thing: Any) -> None:
        """Keep something made here for another city."""
        if len(self.bag) > 20:
            del self.bag[0]
        self.bag.append((kind, self.expected, thing))


def _table(acts: dict[str, tuple[int, Any]]) -> tuple[list[Any], list[int]]:
    return [(name, play) for name, (_w, play) in acts.items()], [w for w, _p in acts.values()]
