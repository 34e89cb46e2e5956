"""Which host leads to which house, kept in the process so that a warm host costs no query.

`tenants` gives the source. Its *epoch* is a row moved by the transaction that changes a host or a
state: read at most every two seconds, it empties what is kept here.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError

from agora.context import CityRef, club, enter, public

UNKNOWN_KEPT = 1_024
UNKNOWN_SECONDS = 30.0
EPOCH_SECONDS = 2.0


@dataclass(frozen=True)
class Place:
    """Where a host leads: a kind of house, and the city if it is one."""

    kind: str
    city: CityRef | None = None

    def visit(self) -> AbstractContextManager[object]:
        """Return the `with` block that goes there."""
        if self.city is not None:
            return enter(self.city)
        return club() if self.kind == "club" else public()


Source = Callable[[str], CityRef | None]
Epoch = Callable[[], int]


class Directory:
    """Hosts already asked for, known and unknown, for one epoch."""

    def __init__(self) -> None:
        self._source: Source | None = None
        self._read_epoch: Epoch = int
        self._lock = threading.Lock()
        self.forget()

    def set_source(self, source: Source, *, epoch: Epoch) -> None:
        """Say who knows the cities; both are called in the public house."""
        self._source, self._read_epoch = source, epoch
        self.forget()

    def forget(self) -> None:
        """Drop all that is kept."""
        self._known: dict[str, Place] = {}
        self._unknown: OrderedDict[str, float] = OrderedDict()
        self._epoch: int | None = None
        self._asked_at = -EPOCH_SECONDS
        self.generation = object()

    def prime(self, cities: Mapping[str, CityRef], *, seconds: float = 3_600) -> None:
        """Know these hosts already, and trust them that long (tests, warm-up)."""
        self._known |= {host: Place("city", city) for host, city in cities.items()}
        self._asked_at = time.monotonic() + seconds

    def resolve(self, host: str) -> Place | None:
        """Return where `host` leads, or None: nobody's host."""
        name = normalised(host)
        if name in _fixed():
            return Place(_fixed()[name])
        self._follow_epoch()
        if place := self._known.get(name):
            return place
        if self._is_unknown(name) or not name or self._source is None:
            return None
        return self._ask(name)

    def _ask(self, name: str) -> Place | None:
        assert self._source is not None
        generation = self.generation
        with public():
            city = self._source(name)
        place = Place("city", city) if city else None
        with self._lock:
            # Kept only if the epoch did not move meanwhile: the answer may be the former one.
            if generation is self.generation:
                if place:
                    self._known[name] = place
                else:
                    self._unknown[name] = time.monotonic()
                    if len(self._unknown) > UNKNOWN_KEPT:
                        self._unknown.popitem(last=False)
        return place

    def _is_unknown(self, name: str) -> bool:
        since = self._unknown.get(name)
        return since is not None and time.monotonic() - since < UNKNOWN_SECONDS

    def _follow_epoch(self) -> None:
        if time.monotonic() - self._asked_at < EPOCH_SECONDS or self._source is None:
            return
        if not self._lock.acquire(blocking=False):
            return  # another thread is asking
        try:
            self._asked_at = time.monotonic()
            with public():
                epoch = self._read_epoch()
            if epoch != self._epoch:
                asked_at = self._asked_at
                self.forget()
                self._epoch, self._asked_at = epoch, asked_at
        except DatabaseError:
            if not self._known:
                raise  # nothing to live on
        finally:
            self._lock.release()


_directory = Directory()
resolve = _directory.resolve
set_source = _directory.set_source
forget = _directory.forget
prime = _directory.prime


def normalised(host: str) -> str:
    """Write a host as the directory does: lower case, no port, no final dot, ASCII."""
    name = host.strip().lower()
    if name.startswith("["):
        return ""
    name = name.partition(":")[0].removesuffix(".")
    if name.isascii():
        return name if len(name) <= 253 else ""
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _fixed() -> dict[str, str]:
    return {settings.PROVIDER_HOST: "public", settings.CLUB_HOST: "club"}
