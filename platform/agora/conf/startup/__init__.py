"""What a process verifies before it starts: one clear line, naming the setting and the remedy.

    startup.begin("web")      # raises Refusal, or Away if the database does not answer

It reads the settings and asks the database and the storage, without loading Django's applications:
a start that is refused costs less than a second.
"""

import logging
import time
from typing import Literal

from django.conf import settings
from django.utils.log import configure_logging

from agora.conf import env
from agora.conf.refusal import EX_CONFIG, EX_TEMPFAIL, Away, Refusal
from agora.conf.startup import borders, database, hosts, secrets, storage

__all__ = ["EX_CONFIG", "EX_TEMPFAIL", "Away", "Kind", "Refusal", "begin", "needs_owner", "verify"]

Kind = Literal["web", "worker", "scheduler", "release"]
PAUSE = 0.5

log = logging.getLogger("agora.startup")


def begin(kind: Kind, *, queues: str = "", connections: int = 1, wait: float = 0) -> None:
    """Say things as the whole process will, and verify the start."""
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    verify(kind, queues=queues, connections=connections, wait=wait)


def verify(kind: Kind, *, queues: str = "", connections: int = 1, wait: float = 0) -> None:
    """Raise the first `Refusal` of a process of this kind, if there is one.

    `queues` are those of a worker (empty: all), `connections` how many it may hold to the database
    at once, `wait` how many seconds a database that is away is waited for before `Away` is raised.
    """
    if empty := env.empty_files():
        log.info("empty, as if not set: %s", ", ".join(empty))
    secrets.check()
    hosts.check(kind)
    borders.check()
    if kind in ("web", "worker"):
        storage.check()
    owner = needs_owner(kind, queues)
    verify_database(kind, owner=owner, connections=connections, wait=wait)


def verify_database(
    kind: Kind, *, owner: bool = False, connections: int = 1, wait: float = 0
) -> None:
    """What only the database can tell: refused, or waited for so many seconds, then `Away`."""
    deadline = time.monotonic() + wait
    told = False
    while True:
        try:
            return database.check(kind, owner=owner, connections=connections)
        except Away as away:
            if time.monotonic() >= deadline:
                raise
            if not told:
                log.warning("%s Waiting for it, %d s at most.", away, wait)
            told = True
        time.sleep(PAUSE)


def needs_owner(kind: Kind, queues: str = "") -> bool:
    """Tell whether such a process acts as the owner of the tables; `queues` empty means all."""
    names = [name for name in queues.split(",") if name]
    return kind == "release" or (kind == "worker" and (not names or "ops" in names))
