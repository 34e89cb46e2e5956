"""Ports of the loopback, for processes that a test starts."""

import socket
from contextlib import ExitStack


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on, for a moment, all different."""
    with ExitStack() as held:
        taken = [held.enter_context(socket.socket()) for _port in range(count)]
        for one in taken:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in taken]


def free_port() -> int:
    """One of them."""
    return free_ports(1)[0]
