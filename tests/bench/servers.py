"""Web servers beside each other on one PostgreSQL, and what a request costs both.

The measure is processor time: user + system of the web workers and of every PostgreSQL process,
divided by the requests. It stays steady beside noisy neighbours, where elapsed time does not.
"""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from agora.devdb import Params, leashed, let_go
from tests.harness.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")
WORKERS = 2


@dataclass(frozen=True)
class Ask:
    """One request: a page of a host, with what a browser would send."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Site:
    """One gunicorn: two workers, eight threads each, no proxy."""

    first = "/-/live"  # what is asked until somebody answers

    def __init__(self, module: str, host: str, env: dict[str, str], log: Path) -> None:
        self.host = host
        self.log = log
        self._module, self._given = module, env
        self.port = free_port()
        path = f"{ROOT}{os.pathsep}{ROOT / 'platform'}"
        # As installed: modules are compiled once, not at each start.
        compiled = {"PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bench-pycache")}
        self._env = {**os.environ, "PYTHONPATH": path, **compiled, **env}
        self._env.pop("PYTHONDONTWRITEBYTECODE", None)
        self._command = [
            sys.executable, "-m", "gunicorn", module, "--bind", f"127.0.0.1:{self.port}",
            "--workers", str(WORKERS), "--worker-class", "gthread", "--threads", "8",
            "--keep-alive", "30", "--log-level", "error", "--no-control-socket",
        ]  # fmt: skip
        self._loading = [*self._command, "--check-config"]  # leaves every module compiled
        self._first: http.client.HTTPConnection | None = None

    def again(self, log: Path) -> "Site":
        """The same, not started yet, at another port."""
        return Site(self._module, self.host, self._given, log)

    @contextmanager
    def running(self) -> Iterator["Site"]:
        """Serve for the length of the block; the seconds to the first answer are kept."""
        with self.log.open("wb") as log:
            subprocess.run(
                self._loading, env=self._env, cwd=ROOT, stdout=log, stderr=log, check=True
            )
            started = time.perf_counter()
            self._child = leashed(
                self._command, stop=signal.SIGTERM, env=self._env, cwd=ROOT,
                stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
            try:
                self._wait()
                self.first_answer = time.perf_counter() - started
                yield self
            finally:
                if self._first:
                    self._first.close()
                let_go(self._child, patience=15)

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while True:
            try:
                self.ask(Ask(self.first))
                return
            except OSError:
                self._first = None
                if self._child.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(self.log.read_text()[-3000:]) from None
                time.sleep(0.02)

    def ask(self, one: Ask, line: http.client.HTTPConnection | None = None) -> Answer:
        """Send one request on a kept connection, read its answer whole."""
        if line is None:
            line = self._first = self._first or self.line()
        started = time.perf_counter()
        headers = {"Host": self.host, **one.headers}
        if one.body is None:
            line.request("GET", one.path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            line.request("POST", one.path, body=one.body, headers=headers)
        try:
            found = line.getresponse()
        except http.client.RemoteDisconnected:
            if one.body is not None:
                raise
            line.close()  # kept too long while others were measured: a read is asked again
            line.request("GET", one.path, headers=headers)
            found = line.getresponse()
        body = found.read()
        return Answer(found.status, dict(found.headers), body, time.perf_counter() - started)

    def line(self) -> http.client.HTTPConnection:
        """A connection to it."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def crowd(self, asks: Sequence[Ask], connections: int = 8) -> list[float]:
        """Seconds of each answer, under so many connections at once."""

        def run(part: Sequence[Ask]) -> list[float]:
            line = self.line()
            try:
                return [self.ask(one, line).seconds for one in part]
            finally:
                line.close()

        with ThreadPoolExecutor(connections) as pool:
            parts = [asks[start::connections] for start in range(connections)]
            return [seconds for done in pool.map(run, parts) for seconds in done]

    def workers(self) -> list[int]:
        """Process numbers of the web workers."""
        [master] = [pid for pid in _children(self._child.pid) if _is_python(pid)]
        return _children(master)

    def memory(self) -> float:
        """Megabytes of the fattest worker."""
        return max(_resident(pid) for pid in self.workers())


class Served(Site):
    """`agora serve` itself, with the checks of its start; as many workers and threads."""

    def __init__(self, host: str, env: dict[str, str], log: Path) -> None:
        super().__init__("agora.conf.wsgi:application", host, env, log)
        self._env |= {
            "AGORA_BIND": f"127.0.0.1:{self.port}",
            "AGORA_INTERNAL_BIND": f"127.0.0.1:{free_port()}",
            "AGORA_WEB_WORKERS": str(WORKERS),
            "AGORA_WEB_THREADS": "8",
        }
        self._command = [sys.executable, "-m", "agora.cli", "serve"]


def postgres(server: Params) -> list[int]:
    """Process numbers of the server and of all it has started."""
    pid = int((Path(server.host) / ".s.PGSQL.5432.lock").read_text().split()[0])
    return [pid, *_children(pid)]


def cost(site: Site, server: Params, asks: Sequence[Ask], status: int = 200) -> float:
    """Processor seconds of one of these requests, in the workers and in PostgreSQL."""
    before = _idle(site, server)
    for one in asks:
        answer = site.ask(one)
        assert answer.status == status, (one, answer.status, answer.body[-500:])
    return (_idle(site, server) - before) / len(asks)


def _idle(site: Site, server: Params) -> float:
    """Processor seconds spent so far, read once nobody works any more."""
    spent = -1.0
    while (now := _spent(site, server)) != spent:
        spent = now
        time.sleep(0.05)
    return spent


def _spent(site: Site, server: Params) -> float:
    web = sum(_ticks(pid)[0] for pid in site.workers())
    backends = postgres(server)
    ended = _ticks(backends[0])[1]  # those that have closed since
    return (web + ended + sum(_ticks(pid)[0] for pid in backends)) / TICK


def _ticks(pid: int) -> tuple[int, int]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0, 0
    cells = text.rpartition(")")[2].split()
    return int(cells[11]) + int(cells[12]), int(cells[13]) + int(cells[14])


def _children(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                cells = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(cells[1]) == pid:
                    found.append(int(folder.name))
    return found


def _is_python(pid: int) -> bool:
    return Path(f"/proc/{pid}/cmdline").read_text().startswith(sys.executable)


def _resident(pid: int) -> float:
    """Megabytes of its own: what workers share is counted once for each of them by RSS."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
