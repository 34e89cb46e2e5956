"""Several processes behind one address: each writes into a folder, whoever is asked adds up."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from agora import RELEASE, __version__
from agora.metrics.figures import Installation

# The client reads this variable as it is imported: whoever shares a folder does so before.
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
ENDED = "0"
"""Stands for the number of every process that has ended."""


def share(folder: str) -> None:
    """Add up the figures of this process and its children, kept in `folder`."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    os.environ[_FOLDER] = folder


def forget(pid: int) -> None:
    """A process of ours has ended: what it said of the present goes, what it counted stays.

    Its counts move into the file of those that ended: a worker that makes room for another every
    few thousand requests would else leave two files each time, and all are read at every look.
    """
    if not (folder := os.environ.get(_FOLDER)):
        return
    from prometheus_client import multiprocess  # noqa: PLC0415  after `share`

    with _turn(folder, fcntl.LOCK_EX):
        multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]
        for kind in ("counter", "histogram"):
            _bury(Path(folder) / f"{kind}_{pid}.db", Path(folder) / f"{kind}_{ENDED}.db")


def _bury(gone: Path, ended: Path) -> None:
    from prometheus_client import mmap_dict  # noqa: PLC0415  after `share`

    if not gone.exists():
        return
    kept: Any = mmap_dict.MmapedDict  # the client has no types here
    total = kept(str(ended))
    with suppress(RuntimeError):  # killed while it wrote: what can be read is kept
        for key, value, _at, _place in kept.read_all_values_from_file(str(gone)):
            total.write_value(key, total.read_value(key)[0] + value, 0.0)
    total.close()
    gone.unlink()


def page() -> bytes:
    """Everything counted, in the text format of Prometheus."""
    import prometheus_client as client  # noqa: PLC0415  after `share`
    from prometheus_client import multiprocess  # noqa: PLC0415

    registry = client.CollectorRegistry()
    registry.register(Installation(__version__, RELEASE))
    if not (folder := os.environ.get(_FOLDER)):
        return client.generate_latest() + client.generate_latest(registry)
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    with _turn(folder, fcntl.LOCK_SH):
        return client.generate_latest(registry)


@contextmanager
def _turn(folder: str, kind: int) -> Iterator[None]:
    """Keep readers away while counts move from one file to another."""
    with (Path(folder) / "lock").open("w") as lock:
        fcntl.flock(lock, kind)
        yield
