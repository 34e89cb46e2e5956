"""A lot of a dump put back in a database, by programs that may be newer than its server."""

import subprocess
import tempfile
from contextlib import suppress
from typing import IO

from agora.cli.backup.places import BackupError
from agora.cli.backup.programs import last_words, program, streamed

PIECE = 1 << 16
OPENING = 2_000  # bytes within which a script says how it wants the session
UNKNOWN = b"\nSET transaction_timeout = 0;"
"""Said by every pg_restore since 17, whatever it speaks to; no server before 17 knows it.

And no older pg_restore reads what a newer pg_dump wrote: this one line is left out instead.
"""


def load(lot: IO[bytes], *, dbname: str, major: int, where: dict[str, str]) -> None:
    """Run the script of a lot in a database of a server of this major, to its first error."""
    reader = [program("pg_restore", major=major), "--file=-"]
    writer = [program("psql", major=major), "--no-psqlrc", "--quiet", "--no-password"]
    writer += ["--set=ON_ERROR_STOP=1", f"--dbname={dbname}"]
    with streamed(reader, stdin=lot, env=where) as script, tempfile.TemporaryFile() as words:
        child = subprocess.Popen(
            writer, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=words, env=where
        )
        with suppress(BrokenPipeError):  # it ended at an error, and says which
            _hand_over(script.output, child)
        if child.wait():
            words.seek(0)
            raise BackupError(f"psql: {last_words(words.read())}")


def _hand_over(script: IO[bytes], child: "subprocess.Popen[bytes]") -> None:
    assert child.stdin is not None
    with child.stdin as taker:
        taker.write(script.read(OPENING).replace(UNKNOWN, b"", 1))
        while piece := script.read(PIECE):
            taker.write(piece)
