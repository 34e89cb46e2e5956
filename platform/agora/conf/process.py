"""How big a process is and where it listens: from its own settings, else from what the machine has.

Read before Django, so that a refused start costs nothing; `docs/settings.md` explains each name.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from agora.conf import env
from agora.conf.refusal import Refusal

CGROUP = Path("/sys/fs/cgroup")
MEGABYTE = 1024 * 1024
MASTER, WORKER = 60, 150  # megabytes: the process that watches, and one that serves, with its pages
THREADS = 8


@dataclass(frozen=True)
class Place:
    """An address to listen on."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Web:
    """What `agora serve` runs: so many processes of so many threads, behind two doors."""

    public: Place
    internal: Place
    workers: int
    threads: int
    grace: int
    drain: int


def web() -> Web:
    """Read the size of the web server; workers follow processors and memory unless told."""
    return Web(
        public=place("AGORA_BIND", "127.0.0.1:8000"),
        internal=place("AGORA_INTERNAL_BIND", "127.0.0.1:8001"),
        workers=_at_least(0, "AGORA_WEB_WORKERS", env.number("AGORA_WEB_WORKERS", 0))
        or workers_for(processors(), memory()),
        threads=_at_least(1, "AGORA_WEB_THREADS", env.number("AGORA_WEB_THREADS", THREADS)),
        grace=grace(),
        drain=drain(),
    )


def grace() -> int:
    """Seconds a process told to stop has to end what it has begun."""
    return _at_least(1, "AGORA_GRACE", env.number("AGORA_GRACE", 30))


def pool(threads: int) -> int:
    """Connections a web process keeps; one with fewer than its threads makes requests wait."""
    size = env.number("AGORA_DATABASE_POOL", threads)
    if 0 < size < threads:
        problem = "keeps fewer connections than AGORA_WEB_THREADS: requests would wait for one"
        raise Refusal("AGORA_DATABASE_POOL", problem, "Unset it: there is then one for each thread")
    return _at_least(0, "AGORA_DATABASE_POOL", size)


def patience() -> int:
    """Seconds a process without pages waits for a database that is away as it starts."""
    return _at_least(0, "AGORA_DATABASE_WAIT", env.number("AGORA_DATABASE_WAIT", 60))


def drain() -> int:
    """Seconds of the grace during which a web server told to stop only says so, and serves on."""
    return max(0, min(env.number("AGORA_DRAIN", 4), grace() - 1))


def internal() -> Place | None:
    """Where a process without pages says how it is; nowhere unless asked."""
    return place("AGORA_INTERNAL_BIND", "") if env.text("AGORA_INTERNAL_BIND") else None


def place(name: str, default: str) -> Place:
    """An address written `host:port`."""
    raw = env.text(name, default)
    host, _colon, port = raw.rpartition(":")
    if not host or not port.isdigit() or not 0 <= int(port) < 65536:
        raise Refusal(name, "must look like 127.0.0.1:8000", "Write an address, a colon and a port")
    return Place(host.strip("[]"), int(port))


def _at_least(least: int, name: str, value: int) -> int:
    if value < least:
        raise Refusal(name, f"must be {least} or more", "Correct it, or unset it")
    return value


def workers_for(cores: float, megabytes: float) -> int:
    """One process a core and one more to wait on the database, as far as memory goes."""
    return max(1, min(round(cores) + 1, int((megabytes - MASTER) // WORKER)))


def processors() -> float:
    """Cores this process may use: the control group's share, else those of the machine."""
    quota, _space, period = _read(CGROUP / "cpu.max").partition(" ")
    cores = float(len(os.sched_getaffinity(0)))
    return min(cores, int(quota) / int(period)) if quota.isdigit() else cores


def memory() -> float:
    """Megabytes this process may use."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = _read(CGROUP / "memory.max")
    return min(whole, int(limit) if limit.isdigit() else whole) / MEGABYTE


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""
