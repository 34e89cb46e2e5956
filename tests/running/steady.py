"""A PostgreSQL that is killed and comes back at the same address."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from agora.devdb import Server
from tests.running.processes import children


class Steady(Server):
    """The embedded server; its folder of sockets is the same at each start."""

    _kept: Path | None = None

    def kill(self) -> None:
        """SIGKILL to all of it, as when the machine is lost; the data stay as they are."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        for pid in [postmaster, *children(postmaster)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.stop()

    def _prepare_folders(self) -> None:
        super()._prepare_folders()
        assert self._socket_dir is not None
        if self._kept is None:
            self._kept = self._socket_dir
        else:
            self._socket_dir = self._socket_dir.rename(self._kept)
