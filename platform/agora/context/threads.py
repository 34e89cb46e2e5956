"""Threads that work in the house of whoever started them, and give their connection back."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, ParamSpec, TypeVar

from django.db import connections

P = ParamSpec("P")
T = TypeVar("T")


def _once(work: Callable[..., T], args: Any, kwargs: Any) -> T:
    try:
        return work(*args, **kwargs)
    finally:
        connections.close_all()


def spawn(work: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> threading.Thread:
    """Start a thread in a copy of this context."""
    thread = threading.Thread(target=copy_context().run, args=(_once, work, args, kwargs))
    thread.start()
    return thread


class _Executor(ThreadPoolExecutor):
    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        return super().submit(copy_context().run, _once, fn, args, kwargs)


def executor(max_workers: int | None = None) -> ThreadPoolExecutor:
    """Return a pool of threads where each call works in the context it was submitted from."""
    return _Executor(max_workers=max_workers, thread_name_prefix="agora")
