"""Which hosts may have a certificate, asked by the edge in the middle of a handshake.

`tenants` says it, in one query that also tells the epoch of the directory: an answer is kept until
the epoch moves, read again every two seconds. Anybody on the internet may make the edge ask, for
any name: what cannot be a host costs nothing, an unknown name is remembered, and only so many new
names a second are looked up.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from enum import Enum

from django.conf import settings
from django.db import DatabaseError

from agora.context import public

EPOCH_SECONDS = 2.0
UNKNOWN_KEPT = 1_024
UNKNOWN_SECONDS = 30.0
LOOKUPS_PER_SECOND, LOOKUPS_AT_ONCE = 10, 20

_LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?!\d+\Z){_LABEL}\Z", re.ASCII)

Source = Callable[[str], tuple[int, bool]]


class Verdict(Enum):
    """What the edge is told."""

    YES = "yes"
    NO = "no"
    LATER = "later"  # too many unknown names at once
    UNREADABLE = "unreadable"  # the database does not answer


class Certificates:
    """The hosts asked for in one epoch, proven or not, and how many may still be looked up."""

    def __init__(self) -> None:
        self._source: Source | None = None
        self._lock = threading.Lock()
        self.forget()

    def set_source(self, source: Source) -> None:
        """Say who knows: host -> (epoch, proven), called in the public house."""
        self._source = source
        self.forget()

    def forget(self) -> None:
        """Drop all that is kept."""
        self._proven: set[str] = set()
        self._unknown: OrderedDict[str, float] = OrderedDict()
        self._epoch: int | None = None
        self._read_at = self._down_until = -EPOCH_SECONDS
        self._allowance = float(LOOKUPS_AT_ONCE)
        self._allowed_at = time.monotonic()

    def ask(self, host: str) -> Verdict:
        """Tell whether a host may have its certificate; one query at most."""
        name = host.lower() if host.isascii() else ""
        if len(name) > 253 or not _HOST.match(name) or self._source is None:
            return Verdict.NO
        if name in (settings.PROVIDER_HOST, settings.CLUB_HOST):
            return Verdict.YES
        now = time.monotonic()
        with self._lock:
            known = self._known(name, now)
            if known is not None and now - self._read_at < EPOCH_SECONDS:
                return known
            if now < self._down_until:
                return known or Verdict.UNREADABLE
            # A host that was proven a moment ago does not wait behind names nobody knows.
            if known is not Verdict.YES and not self._may_look_up(now):
                return Verdict.LATER
        return self._look_up(name, known)

    def _known(self, name: str, now: float) -> Verdict | None:
        if name in self._proven:
            return Verdict.YES
        since = self._unknown.get(name)
        return Verdict.NO if since is not None and now - since < UNKNOWN_SECONDS else None

    def _may_look_up(self, now: float) -> bool:
        gained = (now - self._allowed_at) * LOOKUPS_PER_SECOND
        self._allowance = min(LOOKUPS_AT_ONCE, self._allowance + gained)
        self._allowed_at = now
        if self._allowance < 1:
            return False
        self._allowance -= 1
        return True

    def _look_up(self, name: str, known: Verdict | None) -> Verdict:
        assert self._source is not None
        read_at = time.monotonic()
        try:
            with public():
                epoch, proven = self._source(name)
        except (DatabaseError, OSError):
            # A handshake does not wait for a database that is away: not asked again for a while.
            self._down_until = read_at + EPOCH_SECONDS
            return known or Verdict.UNREADABLE
        with self._lock:
            if epoch != self._epoch:
                self._proven.clear()
                self._unknown.clear()
                self._epoch = epoch
            self._read_at = read_at
            if proven:
                self._proven.add(name)
            else:
                self._unknown[name] = read_at
                if len(self._unknown) > UNKNOWN_KEPT:
                    self._unknown.popitem(last=False)
        return Verdict.YES if proven else Verdict.NO


_certificates = Certificates()
ask = _certificates.ask
set_source = _certificates.set_source
forget = _certificates.forget
