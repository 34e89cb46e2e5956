"""`agora serve`: the web server, as big as its machine; it stops in time and loses nothing."""

import argparse
import logging
import os
import queue
import shutil
import signal
import tempfile
import time
from typing import Any

from gunicorn import arbiter, glogging
from gunicorn.app.base import BaseApplication

from agora import metrics
from agora.conf import leaving, logs, process, startup
from agora.conf.gate import gate

log = logging.getLogger("agora.startup")

REQUESTS = 5_000  # then a worker makes room for a fresh one, a fifth more or less


def serve(arguments: list[str]) -> int:
    """Serve until told to stop; exit code 78 (EX_CONFIG) if the start is refused."""
    argparse.ArgumentParser(prog="agora serve", description=__doc__).parse_args(arguments)
    logs.begin()
    size = process.web()
    # A thread without a connection of its own would wait 30 s for one.
    pool = process.pool(size.threads)
    os.environ.setdefault("AGORA_DATABASE_POOL", str(pool))
    connections = size.workers * max(pool, size.threads)
    try:
        startup.begin("web", connections=connections)
    except startup.Away as away:
        log.warning("%s Started, closed until it does.", away)
        gate.close(lambda: startup.verify_database("web", connections=connections))
    folder = tempfile.mkdtemp(prefix="agora-metrics-")
    metrics.share(folder)
    master = os.getpid()
    try:
        Server(size).run()
    finally:
        if os.getpid() == master:  # a worker that ends comes by here too
            shutil.rmtree(folder, ignore_errors=True)
    return 0


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with our settings; the application is read in each worker, not before the fork:

    the threads of a connection pool would not survive it.
    """

    def __init__(self, size: process.Web) -> None:
        self.size = size
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn what is not its default."""
        for name, value in options(self.size).items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Read the site."""
        from agora.conf.wsgi import application  # noqa: PLC0415  in the worker

        return application

    def run(self) -> None:
        """Serve until told to stop."""
        Master(self).run()


class Master(arbiter.Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's master, that says it is leaving before it closes its doors."""

    def handle_term(self) -> None:
        """SIGTERM: no probe finds us ready any more; stop once the edge has seen it."""
        leaving.leave()
        until = time.monotonic() + self.app.size.drain
        while (left := until - time.monotonic()) > 0:
            try:
                told = self.SIG_QUEUE.get(timeout=left)
            except queue.Empty:
                break
            if told in (signal.SIGINT, signal.SIGQUIT):
                break
            self.reap_workers()
        super().handle_term()


class Logger(glogging.Logger):  # type: ignore[misc]  # gunicorn has no types
    """What the web server says of itself goes where everything goes, in the same form."""

    def setup(self, cfg: Any) -> None:
        """Leave the handlers to the settings; the requests are told by the site itself."""
        self.loglevel = self.LOG_LEVELS.get(cfg.loglevel.lower(), 20)
        self.error_log.propagate, self.access_log.disabled = True, True
        self.error_log.setLevel(self.loglevel)


def options(size: process.Web) -> dict[str, Any]:
    """Settings of gunicorn for this size."""
    return {
        "bind": [str(size.public), str(size.internal)],
        "worker_class": "gthread",
        "workers": size.workers,
        "threads": size.threads,
        "timeout": size.grace * 2,
        "graceful_timeout": size.grace - size.drain,
        "keepalive": 75,  # longer than the edge keeps its own connections idle
        "max_requests": REQUESTS,
        "max_requests_jitter": REQUESTS // 5,
        "worker_tmp_dir": "/dev/shm",  # noqa: S108  a heartbeat, never on a slow disk
        "forwarded_allow_ips": "",  # agora.conf.proxies decides whom to believe
        "loglevel": "warning",
        "logger_class": Logger,
        "control_socket_disable": True,
        "child_exit": lambda _arbiter, worker: metrics.forget(worker.pid),
    }
