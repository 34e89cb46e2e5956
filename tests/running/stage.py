"""A whole installation on loopback: PostgreSQL, two web servers, workers, a clock, the edge, mail.

`Stage(...)` knows its processes by name; `with stage:` starts them and leaves none behind.
"""

import json
import logging
import re
import shutil
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

from aiosmtpd.controller import Controller
from filelock import FileLock

from agora.devdb import leashed, let_go
from tests.harness import cluster
from tests.harness.ports import free_port
from tests.infra.programs import program
from tests.running.processes import ROOT, Process, environment, eventually, run, status
from tests.running.steady import Steady

DATABASE = "agora_running"
EDGE = ROOT / "infra" / "caddy" / "Caddyfile"


class Post:
    """A mail server that keeps the number of each letter, or refuses them all."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.down = False

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take it, or not for now."""
        if self.down:
            return "451 later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep its number."""
        found = re.search(rb"(?im)^message-id:\s*<([^>]+)>", envelope.content)
        self.got.append(found[1].decode() if found else "")
        return "250 OK"


class Stage:
    """The installation; `facts` says where things are in each city."""

    def __init__(self, folder: Path, *, webs: int = 2, workers: int = 2, edge: bool = True) -> None:
        self.folder, self.with_edge = folder, edge
        self.server = Steady(folder / "database")  # a true one: what is committed is on the disk
        self.post = Post()
        self.code = str(ROOT)
        self.processes: dict[str, Process] = {}
        self.sizes = (webs, workers)
        self.edge_port = free_port()
        self._edge: subprocess.Popen[bytes] | None = None

    # --- Beginning and end ------------------------------------------------------------------
    def __enter__(self) -> "Stage":
        if self.with_edge:
            program("caddy")  # skips before anything is started
        try:
            self._open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave no process behind; the database last."""
        for process in self.processes.values():
            if process.child:
                process.kill()
        if self._edge:
            let_go(self._edge)
        if hasattr(self, "mail"):
            self.mail.stop()
        self.server.destroy()

    def _open(self) -> None:
        self._copy_database()
        port = free_port()
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        self.mail = Controller(self.post, hostname="127.0.0.1", port=port)
        self.mail.start()
        self.smtp = f"smtp://127.0.0.1:{port}"
        cluster.make_database(self.params, DATABASE)
        filling = environment(**self.common(cluster.LOGIN))
        self.facts: dict[str, Any] = json.loads(run(env=filling, module="tests.running.fill"))
        with FileLock(self.statics.with_suffix(".lock")):  # other workers have this folder too
            if not (self.statics / "staticfiles.json").exists():
                run("collectstatic", "--noinput", "-v0", "-i", "rest_framework", env=filling)
        webs, workers = self.sizes
        for number in range(webs):
            self.add_web(f"web{number}")
        doors = [process.door for process in self.processes.values()]
        self.spare_door = f"127.0.0.1:{free_port()}"  # known to the edge; nobody is there yet
        for number in range(workers):
            self.add_worker(f"worker{number}", first=number == 0)
        self.add("schedule", "clock", "agora_app")
        for process in self.processes.values():
            process.start()
        for process in self.processes.values():
            process.wait()
        if self.with_edge:
            self._open_edge([*doors, self.spare_door])

    def _copy_database(self) -> None:
        base = cluster.prepared()
        self.server.data.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.server.data, ignore_errors=True)
        subprocess.run(["cp", "-a", str(base), str(self.server.data)], check=True)
        self.params = self.server.start()

    # --- Processes --------------------------------------------------------------------------
    @property
    def statics(self) -> Path:
        """Where the style sheets are collected, once for a checkout."""
        return ROOT / "build" / "bench-static"

    def common(self, login: str) -> dict[str, str]:
        """What every process of this installation is told."""
        return {
            "DJANGO_SETTINGS_MODULE": "agora.conf.settings",
            "AGORA_CODE": self.code,
            "AGORA_DATABASE_URL": self.params.url(user=login, dbname=DATABASE),
            "AGORA_DATA_DIR": str(self.folder / "data"),
            "AGORA_STATIC_ROOT": str(self.statics),
            "AGORA_SECRET_KEY": "q7Wd2kZr9XvB4nLs0YtG6hJpM1cEfAuRxT5oKbQ3wNvDi8zH2yVlPgSe",
            "AGORA_HTTPS": "0",
            "AGORA_SMTP_URL": self.smtp,
            "AGORA_LOG_LEVEL": "WARNING",
            "AGORA_GRACE": "20",
        }

    def add_web(self, name: str, **told: str) -> Process:
        """One web server more: not started."""
        env = {"AGORA_BIND": f"127.0.0.1:{free_port()}", "AGORA_WEB_WORKERS": "1"}
        return self.add("serve", name, "agora_app", **(env | told))

    def add_worker(self, name: str, *, first: bool) -> Process:
        """One worker more: not started; the first alone holds the owner's login."""
        if first:
            return self.add("work", name, "agora_owner")
        process = self.add("work", name, "agora_app")
        process.command += ["--queues", "default,mail,mail-bulk,heavy"]
        return process

    def add(self, verb: str, name: str, login: str, **told: str) -> Process:
        """One process more: not started."""
        env = environment(
            **(self.common(login) | {"AGORA_INTERNAL_BIND": f"127.0.0.1:{free_port()}"} | told)
        )
        log = self.folder / f"{name}.log"
        self.processes[name] = Process(name, [verb], env, log)
        return self.processes[name]

    # --- The edge -----------------------------------------------------------------------------
    def _open_edge(self, doors: list[str]) -> None:
        config = self.folder / "Caddyfile"
        config.write_text(edge_config(EDGE.read_text(encoding="utf-8"), self.edge_port))
        self.edge_log = self.folder / "edge.log"
        with self.edge_log.open("ab") as log:
            self._edge = leashed(
                [str(program("caddy")), "run", "--config", str(config), "--adapter", "caddyfile"],
                stop=signal.SIGTERM,
                env=environment(
                    AGORA_UPSTREAMS=" ".join(doors), HOME=str(self.folder), XDG_DATA_HOME="/tmp"
                ),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        eventually(lambda: status(self.edge_port, "/") != 0, 20)

    # --- Questions to the database -----------------------------------------------------------
    def ask(self, statement: str, *given: Any) -> list[tuple[Any, ...]]:
        """What the administrator reads."""
        with cluster.admin(self.params, DATABASE) as admin:
            return admin.execute(statement, given or None).fetchall()


def edge_config(whole: str, port: int) -> str:
    """The same way to the web servers as in production, on plain HTTP; each answer says which."""
    # A form is read whole before it is sent on, so that a door just closed takes none away.
    forms = [
        line for line in whole.splitlines() if line.strip().startswith(("@form", "vars @form"))
    ]
    assert len(forms) == 2, "infra/caddy/Caddyfile names its forms no more"
    forward = "\n".join([*forms, _block(whole, "reverse_proxy ")])
    # In production a web server that is two seconds late is down; here eight share two processors,
    # and whoever was only late would be a failure without a death.
    assert "health_timeout 2s" in forward, "infra/caddy/Caddyfile names its patience no more"
    forward = forward.replace("health_timeout 2s", "health_timeout 20s")
    return f"""
{{
	admin off
	auto_https off
	log {{
		level ERROR
	}}
}}
http://:{port} {{
	bind 127.0.0.1
	{forward}
	header {{
		X-Door {{http.reverse_proxy.upstream.hostport}}
		defer
	}}
	handle_errors {{
		header X-Door {{http.reverse_proxy.upstream.hostport}}
		respond "edge" {{err.status_code}}
	}}
}}
"""


def _block(whole: str, opening: str) -> str:
    """A directive of a Caddyfile with all that is between its braces."""
    start = whole.index(opening)
    depth, end = 0, whole.index("{\n", start)
    for end in range(whole.index("{\n", start), len(whole)):
        depth += {"{": 1, "}": -1}.get(whole[end], 0)
        if depth == 0:
            break
    return whole[start : end + 1]
