"""PostgreSQL's own programs: found, of the right version, run without a secret on their line."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from agora.cli.backup.places import BackupError
from agora.conf import backups, env

USUAL = Path("/usr/lib/postgresql")
WORDS = 300  # characters kept of what a program says when it fails


class Missing(BackupError):
    """A program is not on this machine."""


def program(name: str, *, major: int, exact: bool = False) -> str:
    """Return the path of a program that suits a server of this major (`exact`: of no other)."""
    for folder in _folders(major):
        path = folder / name
        if path.is_file():
            found = version(str(path))
            if found == major or (found > major and not exact):
                return str(path)
    wanted = f"{name} of PostgreSQL {major}" + ("" if exact else " or later")
    raise Missing(f"{wanted} is not here: install it, or let AGORA_POSTGRES_BIN name its folder")


def _folders(major: int) -> list[Path]:
    if told := backups.programs():
        return [told]
    newer = sorted(USUAL.glob("*/bin"), key=lambda path: int(path.parent.name))
    own = [path for path in newer if int(path.parent.name) >= major]
    return own + [Path(found) for found in os.get_exec_path()]


@cache
def version(path: str) -> int:
    """The major a program is of."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else 0


@contextmanager
def logged_in() -> Iterator[dict[str, str]]:
    """The environment of a program that speaks to our server; its password lies in a file."""
    facts = env.database("AGORA_DATABASE_URL")
    if not facts.get("NAME"):
        raise BackupError("AGORA_DATABASE_URL names no database")
    with tempfile.TemporaryDirectory(prefix="agora-backup-") as folder:
        known = {
            "PGHOST": facts["HOST"],
            "PGPORT": facts["PORT"],
            "PGUSER": facts["USER"],
            "PGDATABASE": facts["NAME"],
            **{f"PG{name.upper()}": str(value) for name, value in facts["OPTIONS"].items()},
        }
        if facts["PASSWORD"]:
            secret = Path(folder) / "password"
            secret.touch(mode=0o600)
            escaped = facts["PASSWORD"].replace("\\", "\\\\").replace(":", "\\:")
            secret.write_text(f"*:*:*:*:{escaped}\n", encoding="utf-8")
            known["PGPASSFILE"] = str(secret)
        yield {name: value for name, value in known.items() if value} | plain()


def plain() -> dict[str, str]:
    """What every program needs, and nothing of ours: our secrets are not its business."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "PGCONNECT_TIMEOUT": "10"}


def run(command: list[str], **options: Any) -> str:
    """Run a program to its end; return what it says, or raise with its last words."""
    done = subprocess.run(command, capture_output=True, check=False, **options)
    if done.returncode:
        raise BackupError(f"{Path(command[0]).name}: {last_words(done.stderr or done.stdout)}")
    return done.stdout.decode(errors="replace")


def last_words(said: bytes) -> str:
    """The end of what a program said, on one line."""
    return " ".join(said.decode(errors="replace").split())[-WORDS:]


@contextmanager
def streamed(command: list[str], **options: Any) -> Iterator["Stream"]:
    """Run a program whose output is a file; leaving the block checks that it ended well."""
    with tempfile.TemporaryFile() as words:
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=words, **options)
        stream = Stream(child)
        try:
            yield stream
            failed = child.wait()
        finally:
            child.kill()
            child.wait()
            assert child.stdout is not None
            child.stdout.close()
            words.seek(0)
            stream.words = words.read()
        if failed:
            raise BackupError(f"{Path(command[0]).name}: {last_words(stream.words)}")


class Stream:
    """The output of a program that runs, then its words."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        assert child.stdout is not None
        self.output, self.words = child.stdout, b""


def unprivileged(folder: Path) -> dict[str, Any]:
    """How to run a server's program: as ourselves; root may not, and lends `folder` to nobody."""
    if os.geteuid() != 0:
        return {}
    who = pwd.getpwnam("nobody")
    for path in [folder, *folder.rglob("*")]:
        shutil.chown(path, who.pw_uid, who.pw_gid)
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": ()}
