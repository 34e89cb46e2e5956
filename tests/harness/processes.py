"""`agora serve`, `agora work` and the others as true processes on this test process's database."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connections

from agora.context import APP_LOGIN
from agora.devdb import Params
from tests.harness.ports import free_port

SECRET_KEY = "Qm3vT8yLr2ZxWc7NpKd5HsJf9BgUe4AaXo6RtYi1MqVn0DwEbGhC"
PATIENCE = 90  # seconds, on a machine that does much else


def database_url(login: str = APP_LOGIN, password: str = "") -> str:
    """Where this test process's database answers."""
    here = connections.settings["default"]
    place = Params(host=here["HOST"], port=int(here["PORT"]))
    return place.url(user=login, dbname=here["NAME"], password=password)


def environment(home: Path, **told: str) -> dict[str, str]:
    """A small healthy deployment on this machine; `told` adds to it or, if empty, takes away."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("AGORA_")}
    mine |= {
        "AGORA_DATABASE_URL": database_url(),
        "AGORA_SECRET_KEY": SECRET_KEY,
        "AGORA_HTTPS": "0",
        "AGORA_DATA_DIR": str(home),
        "AGORA_WEB_WORKERS": "1",
        "AGORA_WEB_THREADS": "4",
        "AGORA_BIND": f"127.0.0.1:{free_port()}",
        "AGORA_INTERNAL_BIND": f"127.0.0.1:{free_port()}",
        "AGORA_GRACE": "20",
        **told,
    }
    return {name: value for name, value in mine.items() if value}


class Process:
    """One process of ours: what it says is kept in files, its doors may be asked."""

    def __init__(self, home: Path, *command: str, **told: str) -> None:
        home.mkdir(exist_ok=True)
        self.env = environment(home, **told)
        self.said = home / f"{'-'.join(command)[:40]}-{time.monotonic_ns()}.log"
        with self.said.open("wb") as out:
            self.child = subprocess.Popen(
                [sys.executable, "-m", "agora.cli", *command],
                env=self.env,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_why: Any) -> None:
        if self.child.poll() is None:
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()

    @property
    def words(self) -> str:
        """All it said on both its outputs."""
        return self.said.read_text(encoding="utf-8", errors="replace")

    def ended(self) -> int:
        """Wait for its end; its exit code."""
        return self.child.wait(PATIENCE)

    def stop(self) -> int:
        """Tell it to stop, as a supervisor does; its exit code."""
        self.child.terminate()
        return self.ended()

    def ask(
        self, path: str, *, host: str = "localhost", inside: bool = False, **headers: str
    ) -> tuple[int, str]:
        """Ask one of its doors; status and body. Status 0 if nobody answers."""
        door = self.env["AGORA_INTERNAL_BIND" if inside else "AGORA_BIND"]
        link = http.client.HTTPConnection(door, timeout=60)
        try:
            link.request("GET", path, headers={"Host": host, **headers})
            answer = link.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        except OSError as error:
            return 0, type(error).__name__
        finally:
            link.close()

    def until(self, true: Callable[[], object], *, alive: bool = True) -> None:
        """Wait until something is true; fail with what the process said."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert not alive or self.child.poll() is None, self.words
            assert time.monotonic() < deadline, self.words
            time.sleep(0.05)

    def until_ready(self) -> None:
        """Wait until its internal door says it is ready."""
        self.until(lambda: self.ask("/-/ready", inside=True)[0] == 200)
