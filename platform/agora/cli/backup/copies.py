"""A server started on restored files, on a private socket, to be looked at and thrown away."""

import re
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from agora.cli.backup import server
from agora.cli.backup.places import BackupError
from agora.cli.backup.programs import plain, program, run, unprivileged

# A standby may not have less of these than its model had.
LEAST = {
    "max_connections": "max_connections setting",
    "max_worker_processes": "max_worker_processes setting",
    "max_wal_senders": "max_wal_senders setting",
    "max_prepared_transactions": "max_prepared_xacts setting",
    "max_locks_per_transaction": "max_locks_per_xact setting",
}
SETTINGS = {
    "listen_addresses": "",
    "archive_mode": "off",  # a copy must never write into the journal of its model
    "shared_preload_libraries": "",
    "ssl": "off",
    "fsync": "off",
    "shared_buffers": "64MB",
    "log_min_error_statement": "panic",
    "logging_collector": "off",
    "log_destination": "stderr",
    "hot_standby": "on",
    "recovery_target_timeline": "latest",
}


class Copy:
    """`with Copy(data, major, restore_command=..., immediate=True) as ask:` then `ask()` connects.

    `immediate`: it stops where the base became consistent; else it replays the whole journal.
    """

    def __init__(self, data: Path, major: int, *, restore_command: str, immediate: bool) -> None:
        self.data, self.major, self.immediate = data, major, immediate
        self.log = data.parent / "log"
        self.command = restore_command
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Any:
        (self.data / "recovery.signal").touch()
        hba, config = self.data.parent / "hba.conf", self.data.parent / "postgresql.conf"
        hba.write_text("local all all trust\n", encoding="ascii")
        config.touch()
        postgres = program("postgres", major=self.major, exact=True)
        settings = (
            SETTINGS
            | self._least()
            | {
                "config_file": str(config),
                "hba_file": str(hba),
                "unix_socket_directories": str(self.data.parent),
                "restore_command": self.command,
                "recovery_target": "immediate" if self.immediate else "",
                "recovery_target_action": "pause" if self.immediate else "promote",
            }
        )
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        identity = unprivileged(self.data.parent)
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                [postgres, "-D", str(self.data), *options],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=plain(),
                cwd="/",
                **identity,
            )
        try:
            self._wait()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self.connected

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._child is not None
        self._child.send_signal(signal.SIGINT)
        try:
            self._child.wait(60)
        except subprocess.TimeoutExpired:
            self._child.send_signal(signal.SIGQUIT)
            self._child.wait()

    def connected(self) -> Any:
        """Connect to the copy."""
        return server.connected(host=str(self.data.parent), port=5432, password="", sslmode="")

    def _least(self) -> dict[str, str]:
        said = run([program("pg_controldata", major=self.major), str(self.data)], env=plain())
        known = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
        return {name: known[label].strip() for name, label in LEAST.items()}

    def _wait(self) -> None:
        """Until it stands where it was told to: however long the journal is, while it lives."""
        assert self._child is not None
        question = "SELECT pg_is_in_recovery(), pg_get_wal_replay_pause_state() = 'paused'"
        if not self.immediate:
            question = "SELECT NOT pg_is_in_recovery(), true"
        while self._child.poll() is None:
            try:
                with self.connected() as connection:
                    if connection.execute(question).fetchone() == (True, True):
                        return
            except BackupError as error:
                if "does not exist" in str(error) and "socket" not in str(error):
                    raise
            time.sleep(0.1)
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        told = [line for line in lines if "agora backup fetch-wal" in line]
        grave = [line for line in lines if re.search(r"FATAL|PANIC", line)]
        raise BackupError(f"the copy does not start: {' / '.join([*told[-1:], *grave[-1:]])}")
