"""A folder that stands for the root of a Debian, where the commands of the page are run."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from agora.devdb import leashed, let_go
from tests.harness.ports import free_port
from tests.infra import dockerfile, units
from tests.infra.programs import program
from tests.infra.stage import Running

ETC = "agora|postgresql|systemd|caddy|default|prometheus"
FOLDERS = rf"opt|srv|etc/(?:{ETC})|usr/local|var/(?:lib|backups)/agora"
INSIDE = re.compile(rf"(?<![\w.])/({FOLDERS})(?![\w.])|(?<![\w.])/({FOLDERS})(?=-)")
SERVER = "/etc/postgresql/15/main"
# As Debian writes it, but for the administrator, who is here whoever runs the server.
RULES = """local all postgres peer map=debian
local all all peer
host all all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
"""


class Machine:
    """Runs the commands of the page; `close` leaves nothing behind."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = free_port()
        self.where = root
        self.user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.children: dict[str, Running] = {}
        self.server = None
        self.doors: dict[str, dict[str, str]] = {}
        for folder in ("etc/postgresql/15/main/conf.d", "usr/local/sbin", "etc/systemd/system"):
            (root / folder).mkdir(parents=True)
        for folder in ("srv", "opt", "var/lib", "var/backups", "etc/caddy", "etc/default"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        for folder in ("etc/prometheus", "sockets", "pg"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            known = pwd.getpwnam(self.user)
            for folder in ("sockets", "pg"):
                os.chown(root / folder, known.pw_uid, known.pw_gid)

    def place(self, text: str) -> str:
        """The same with the machine's folders inside this root."""
        return INSIDE.sub(lambda found: f"{self.root}/{found[1] or found[2]}", text)

    def run(self, command: str) -> str:
        """Run one command as the page says it, moved into this root; what it printed."""
        if command.startswith("cd "):
            self.where = Path(self.place(command.split()[1]))
            return ""
        command = re.sub(r"^(install .*?)-o \S+ -g \S+ ", r"\1", command)  # one user here
        command = command.replace("--host 127.0.0.1", f"--host 127.0.0.1 --port {self.port}")
        asked = f"--as {self.user}" if os.geteuid() == 0 else ""
        command = command.replace("--as postgres", asked)
        admin = f"postgresql://postgres@/postgres?host={self.root}/sockets&port={self.port}"
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "AGORA_ADMIN_DATABASE_URL": admin,
        }
        env |= {n: v for n, v in os.environ.items() if n.startswith("PIP_")}
        done = subprocess.run(
            ["/bin/bash", "-c", self.place(command)],
            cwd=self.where,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-3000:]}"
        return done.stdout

    def clone(self, target: str) -> None:
        """What `git clone` would bring: the checkout as it is."""
        for path in dockerfile.everything(dockerfile.TOP):
            goal = Path(self.place(target)) / path
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(dockerfile.TOP / path, goal)

    # --- PostgreSQL as Debian's unit starts it --------------------------------------------------
    def start_server(self) -> None:
        """Make Debian's cluster once, with the settings the page put into conf.d; start it."""
        data, etc = self.root / "pg" / "data", Path(self.place(SERVER))
        someone = {"user": self.user} if os.geteuid() == 0 else {}
        if not data.exists():
            words = [str(program("initdb")), "-D", str(data), "-U", "postgres", "-E", "UTF8"]
            subprocess.run(
                [*words, "--locale=C.UTF-8"], check=True, cwd="/", capture_output=True, **someone
            )
            (etc / "pg_hba.conf").write_text(RULES)
            (etc / "pg_ident.conf").write_text(f"debian {self.user} postgres\n")
            conf = (etc / "conf.d/agora.conf").read_text()
            (etc / "conf.d/agora.conf").write_text(self.place(conf))
            (etc / "postgresql.conf").write_text(
                f"include_dir 'conf.d'\nhba_file = '{etc}/pg_hba.conf'\nport = {self.port}\n"
                f"ident_file = '{etc}/pg_ident.conf'\nlisten_addresses = '127.0.0.1'\n"
                f"unix_socket_directories = '{self.root}/sockets'\nfsync = off\n"
            )
        with (self.root / "postgres.log").open("ab") as log:
            self.server = leashed(
                [str(program("postgres")), "-D", str(data), f"--config-file={etc}/postgresql.conf"],
                stop=signal.SIGINT,
                env={"PATH": os.environ["PATH"]},
                stdout=log,
                stderr=log,
                cwd="/",
                **someone,
            )
        ready = [str(program("pg_isready")), "-q", "-h", f"{self.root}/sockets"]
        for _attempt in range(150):
            if subprocess.run([*ready, "-p", str(self.port)], check=False).returncode == 0:
                return
            assert self.server.poll() is None, (self.root / "postgres.log").read_text()
            time.sleep(0.2)
        raise AssertionError("PostgreSQL does not answer")

    # --- Our units --------------------------------------------------------------------------------
    def environment(self, unit: str) -> dict[str, str]:
        """What systemd would give the process of a unit, in this root, on free ports."""
        told = {name: self.place(value) for name, value in units.workload(unit).environment.items()}
        told["PATH"] = os.environ["PATH"]
        if unit not in self.doors:
            names = ("AGORA_BIND", "AGORA_INTERNAL_BIND")
            self.doors[unit] = {name: f"127.0.0.1:{free_port()}" for name in names}
        return told | self.doors[unit]

    def oneshot(self, unit: str, *words: str) -> str:
        """Run the ExecStart of a oneshot unit, or other words in its cage; what it printed."""
        done = subprocess.run(
            [self.place("/opt/agora/bin/agora"), *(words or units.workload(unit).words)],
            env=self.environment(unit),
            cwd=self.place("/var/lib/agora"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{unit} {words}\n{done.stdout[-2000:]}{done.stderr[-3000:]}"
        return done.stdout

    def restart(self, unit: str) -> None:
        """Stop a unit if it runs, start it, wait until its probe says it is ready."""
        if before := self.children.pop(unit, None):
            assert before.stop() == 0
        env = self.environment(unit)
        log = self.root / f"{unit}.log"
        with log.open("ab") as stream:
            child = leashed(
                [self.place("/opt/agora/bin/agora"), *units.workload(unit).words],
                stop=signal.SIGTERM,
                env=env,
                stdout=stream,
                stderr=stream,
                cwd=self.place("/var/lib/agora"),
            )
        self.children[unit] = Running(units.workload(unit), child, env["AGORA_INTERNAL_BIND"], log)
        self.children[unit].wait_until_ready()

    def close(self) -> None:
        """Stop everything, the database last."""
        for one in self.children.values():
            let_go(one.child)
        if self.server:
            let_go(self.server)
