"""The processes of the service as an installation runs them: started, killed, started again."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from agora.devdb import leashed, let_go

ROOT = Path(__file__).resolve().parents[2]


def children(pid: int) -> list[int]:
    """Processes that another one has started."""
    with suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def environment(**told: str) -> dict[str, str]:
    """Of a process of this checkout, or of the code below `AGORA_CODE`; compiled once."""
    code = Path(told.pop("AGORA_CODE", str(ROOT)))
    path = os.pathsep.join([str(code), str(code / "platform")])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AGORA_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    compiled = {"PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bench-pycache")}
    return {**kept, **compiled, "PYTHONPATH": path, **told}


class Process:
    """One process of the service, and where it answers for itself."""

    def __init__(self, name: str, command: list[str], env: dict[str, str], log: Path) -> None:
        self.name, self.command, self.env, self.log = name, command, env, log
        self.port = int(env["AGORA_INTERNAL_BIND"].rpartition(":")[2])
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def door(self) -> str:
        """Its public address, as the edge writes it."""
        return self.env.get("AGORA_BIND", "")

    def start(self) -> None:
        """Start it; it answers a little later."""
        with self.log.open("ab") as log:
            self.child = leashed(
                [sys.executable, "-m", "agora.cli", *self.command],
                stop=signal.SIGTERM,
                env=self.env,
                cwd="/",
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def ready(self) -> bool:
        """What its own probe says."""
        return status(self.port, "/-/ready") == 200

    def alive(self) -> bool:
        """True while it runs."""
        return self.child is not None and self.child.poll() is None

    def wait(self, patience: float = 90) -> None:
        """Wait until it is ready."""
        eventually(lambda: self.ready() or not self.alive(), patience)
        assert self.alive(), f"{self.name} ended:\n{self.words()}"

    def kill(self) -> None:
        """As a machine that goes: all of it, at once, without a word."""
        assert self.child is not None
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        let_go(self.child)

    def kill_one(self) -> None:
        """The part of a web server that serves: its master makes another."""
        assert self.child is not None
        served = [pid for master in children(self.child.pid) for pid in children(master)]
        for pid in served:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def tell(self) -> None:
        """SIGTERM, as a supervisor does."""
        assert self.child is not None and self.child.stdin is not None
        with suppress(BrokenPipeError):
            self.child.stdin.close()

    def stop(self, patience: float = 40) -> int:
        """SIGTERM, and its exit code."""
        if self.child is None:
            return 0
        self.tell()
        let_go(self.child, patience=patience)
        return self.child.returncode

    def words(self) -> str:
        """The last it said."""
        return self.log.read_text(errors="replace")[-3000:]


def status(port: int, path: str) -> int:
    """What a probe answers; 0 when nobody does."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", path)
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()


def eventually(done: Callable[[], bool], patience: float) -> float:
    """Wait until `done`; say how many seconds that took."""
    began = time.monotonic()
    while not done():
        assert time.monotonic() - began < patience, f"not within {patience} s"
        time.sleep(0.05)
    return time.monotonic() - began


def run(*verb: str, env: dict[str, str], module: str = "agora.cli", patience: float = 300) -> str:
    """Run a command to its end; what it prints comes back."""
    done = subprocess.run(
        [sys.executable, "-m", module, *verb],
        env=env,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=patience,
    )
    assert done.returncode == 0, (
        f"{verb}: {done.returncode}\n{done.stdout[-1500:]}{done.stderr[-3000:]}"
    )
    return done.stdout
