"""The thread that links journal lines and log lines: one request, one job."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_trace: ContextVar[str] = ContextVar("agora_trace", default="")


def trace_id() -> str:
    """Name the request or the job at work; empty outside of both."""
    return _trace.get()


@contextmanager
def traced(name: str = "") -> Iterator[str]:
    """Give everything inside one name."""
    name = name or uuid4().hex
    token = _trace.set(name)
    try:
        yield name
    finally:
        _trace.reset(token)
