"""Ports of the loopback, for processes that a test starts.

A server binds its port seconds after it was drawn, and meanwhile nothing holds it. So each worker
has a thousand of its own, given in turn, below those that the system gives itself (from 32768 on,
to `bind(0)` and to each connection that goes out).
"""

import os
import socket
from contextlib import suppress
from itertools import cycle, islice

FIRST, SIZE, WORKERS = 20_000, 1_000, 12


def _own() -> list[int]:
    """All ports of this worker; two sessions at once begin far from each other."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw") or -1) + 1
    first, begin = FIRST + worker % WORKERS * SIZE, os.getpid() * 619
    return [first + (begin + number) % SIZE for number in range(SIZE)]


_turn = cycle(_own())


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on, all different."""
    return [free_port() for _port in range(count)]


def free_port() -> int:
    """One of them."""
    for port in islice(_turn, SIZE):
        with socket.socket() as trial, suppress(OSError):
            trial.bind(("127.0.0.1", port))
            return port
    raise RuntimeError(f"something listens on all {SIZE} ports of this process")
