"""Figures for Prometheus: what is counted, under which few labels, and the page that tells them.

Web workers are several processes behind one address: each writes into a shared folder
(`share`), and whoever is asked adds them up. A label never names a person; `city` stands on
counters alone, for a histogram by city would be half a million series.
"""

import os
from pathlib import Path

# The client reads this variable as it is imported: whoever shares a folder does so before.
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def share(folder: str) -> None:
    """Add up the figures of this process and its children, kept in `folder`."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    os.environ[_FOLDER] = folder


def forget(pid: int) -> None:
    """A process of ours has ended: what it said of the present moment no longer holds."""
    if os.environ.get(_FOLDER):
        from prometheus_client import multiprocess  # noqa: PLC0415  after `share`

        multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]


def page() -> bytes:
    """Everything counted, in the text format of Prometheus."""
    import prometheus_client as client  # noqa: PLC0415  after `share`
    from prometheus_client import multiprocess  # noqa: PLC0415

    if not os.environ.get(_FOLDER):
        return client.generate_latest()
    registry = client.CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return client.generate_latest(registry)
