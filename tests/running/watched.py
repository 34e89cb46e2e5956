"""The processes of the service on a database of their own, and every line they write."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from agora.cli.demonstrate import STATIC, statics_are_stale
from agora.devdb import Params
from tests.harness.ports import free_port
from tests.harness.processes import SECRET_KEY

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
RUNS = 300  # seconds a process may take to its end: collecting the style sheets takes longest


def children(pid):
    with suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def until(true, patience=PATIENCE):
    """Wait until it is true, and give what it found."""
    end = time.monotonic() + patience
    while not (found := true()):
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
    return found


class Installation:
    """A web server of two processes, workers and a scheduler, watched."""

    def __init__(self, server: Params, database: str, folder: Path) -> None:
        self.folder, self.started = folder, []
        self.public, self.inside, self.clock = free_port(), free_port(), free_port()
        self.env = {
            **{name: word for name, word in os.environ.items() if not name.startswith("AGORA_")},
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}",
            "AGORA_DATABASE_URL": server.url(user="agora_app", dbname=database),
            "AGORA_SECRET_KEY": SECRET_KEY,
            "AGORA_HTTPS": "0",
            "AGORA_DATA_DIR": str(folder / "data"),
            "AGORA_STATIC_ROOT": str(STATIC),
            "AGORA_BIND": f"127.0.0.1:{self.public}",
            "AGORA_WEB_WORKERS": "2",
            "AGORA_WEB_THREADS": "2",
            "AGORA_GRACE": "5",
        }
        if statics_are_stale():
            self.run("collectstatic", "--noinput", "-v0", "-i", "rest_framework")

    def start(self, *verb, door):
        """Start a process that stays; its lines go to a file."""
        with (self.folder / f"{verb[0]}.log").open("wb") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", "agora.cli", *verb],
                env=self.env | {"AGORA_INTERNAL_BIND": f"127.0.0.1:{door}"},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started.append(child)
        return child

    def run(self, *verb):
        """Run a process to its end."""
        with (self.folder / f"{verb[0]}.log").open("wb") as log:
            command = [sys.executable, "-m", "agora.cli", *verb]
            subprocess.run(command, env=self.env, stdout=log, stderr=log, check=True, timeout=RUNS)

    def stop(self):
        """Stop all, politely, then not."""
        for child in self.started:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in self.started:
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def lines(self, verb):
        """What a process wrote, as it wrote it."""
        return (self.folder / f"{verb}.log").read_text(encoding="utf-8").splitlines()

    def ask(self, path, host="localhost", *, port=None, method="GET", body=None, **headers):
        """Send one request on a connection of its own: status, headers, text."""
        line = http.client.HTTPConnection("127.0.0.1", port or self.public, timeout=30)
        named = {name.replace("_", "-"): word for name, word in headers.items()}
        try:
            line.request(
                method, path, body=body and urlencode(body), headers={"Host": host} | named
            )
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode(errors="replace")
        except OSError:
            return 0, {}, ""
        finally:
            line.close()

    def figures(self, port=None):
        """The page of figures, as a dictionary from « name{labels} » to its value."""
        status, _headers, text = self.ask("/-/metrics", port=port or self.inside)
        assert status == 200, text
        pairs = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _space, value in pairs}


def parsed(lines):
    """Every line as an object; one that is not is the failure."""
    return [json.loads(line) for line in lines]
