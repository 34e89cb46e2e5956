"""The commands of a deployment, started here as processes, with the environment they would have.

What stands on the machine they were written for (folders, ports, the folder of secrets) is given
to each from a room of its own; everything else is as rendered.
"""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agora.cli import secrets
from agora.devdb import leashed, let_go
from tests.harness.ports import free_port

TOP = Path(__file__).resolve().parents[2]
# What a shell has anyway; nothing of ours must leak into a process that is tried.
INHERITED = ("PATH", "HOME", "LANG", "TZ", "COVERAGE_PROCESS_START")


@dataclass
class Workload:
    """One process of a deployment: its name, the words after `agora`, its environment."""

    name: str
    words: list[str]
    environment: dict[str, str]

    @property
    def serves(self) -> bool:
        """True for a process that goes on, and says over HTTP how it is."""
        return self.words[0] in {"serve", "work", "schedule"}


class Room:
    """Where a workload runs: its secrets, its data, its ports."""

    def __init__(self, folder: Path, urls: dict[str, str]) -> None:
        """`urls`: what stands in `database-url` and `owner-database-url`."""
        self.folder = folder
        self.secrets = folder / "secrets"
        secrets.write(self.secrets, "postgresql://{}@/agora")
        for name, url in urls.items():
            (self.secrets / name).write_text(url)
        (folder / "data").mkdir()
        (folder / "backups").mkdir()

    def environment(self, workload: Workload) -> dict[str, str]:
        """The environment as rendered, with this room's folders and free ports."""
        mine = {name: os.environ[name] for name in INHERITED if name in os.environ}
        for name, value in workload.environment.items():
            value = value.replace("/etc/agora/secrets", str(self.secrets))
            value = value.replace("/var/lib/agora", str(self.folder / "data"))
            mine[name] = value.replace("/var/backups/agora", str(self.folder / "backups"))
        for name in ("AGORA_BIND", "AGORA_INTERNAL_BIND"):
            mine[name] = f"127.0.0.1:{free_port()}"
        # The checkout stands in for /app: same code, other folder.
        mine["PYTHONPATH"] = os.pathsep.join([str(TOP), str(TOP / "platform")])
        return mine

    def start(self, workload: Workload) -> "Running":
        """Start it on a leash; it ends with the test."""
        env = self.environment(workload)
        log = self.folder / f"{workload.name}.log"
        with log.open("wb") as stream:
            child = leashed(
                [sys.executable, "-m", "agora.cli", *workload.words],
                stop=signal.SIGTERM,
                env=env,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        return Running(workload, child, env["AGORA_INTERNAL_BIND"], log)


@dataclass
class Running:
    """A workload that was started."""

    workload: Workload
    child: Any
    door: str
    log: Path

    def wait_until_ready(self, patience: float = 180) -> None:
        """Wait for its own probe to say yes; AssertionError with its log if it never does."""
        until = time.monotonic() + patience
        while time.monotonic() < until and self.child.poll() is None:
            try:
                with urllib.request.urlopen(f"http://{self.door}/-/ready", timeout=3) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"{self.workload.name} is not ready:\n{self.log.read_text()[-3000:]}")

    def finish(self, patience: float = 120) -> int:
        """Wait for the end of a workload that ends by itself; its exit code."""
        code = int(self.child.wait(patience))
        let_go(self.child)
        return code

    def stop(self) -> int:
        """Ask it to stop as its supervisor does; its exit code."""
        let_go(self.child, patience=40)
        return int(self.child.returncode)


def variables_read() -> set[str]:
    """Every variable of ours that the code reads, whether or not a page explains it."""
    code = (path.read_text(encoding="utf-8") for path in (TOP / "platform").rglob("*.py"))
    return {name for text in code for name in re.findall(r"\"(AGORA_[A-Z0-9_]+)\"", text)}


def try_all(workloads: list[Workload], room: Room) -> dict[str, int]:
    """Start those that serve, wait until each is ready, stop them; exit code of each."""
    running = []
    try:
        running = [room.start(workload) for workload in workloads if workload.serves]
        for one in running:
            one.wait_until_ready()
        return {one.workload.name: one.stop() for one in running}
    finally:
        for one in running:
            let_go(one.child)
