"""Three storages behind the one port, and what each of them must not be believed about.

    with fakes.s3rver() as place: ...       # an address, a key id, a secret

`LIES` is the truth table of docs/adr/0028: what a fake does wrong, so that no test on it proves the
contrary. `test_lies.py` asks each one, and fails the day one begins to tell the truth.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from moto.server import ThreadedMotoServer

from tests.harness.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
S3RVER = ROOT / "build" / "tools" / "s3rver" / "node_modules" / "s3rver" / "bin" / "s3rver.js"
REGION = "us-east-1"  # the only one s3rver knows

LIES = {
    "moto": {
        "takes a wrong secret": "it reads who signs, and never checks a signature",
        "takes an altered signed address": "same reason",
        "takes an expired signed address": "it does not look at the clock",
    },
    "s3rver": {
        "takes a wrong secret": "as its program starts it, signatures are read, not checked",
        "takes an altered signed address": "same reason; what is expired it does refuse",
        "lets anybody read": "a bucket without a policy is open to all",
        "overwrites what must be new": "it does not know If-None-Match",
        "keeps no versions": "no versioning, no lock, no lifecycle, no policy",
        "loses the second page of a list": "an error of its own with today's Node",
    },
}


@dataclass(frozen=True)
class Place:
    """Where a storage answers, and with which keys."""

    kind: str
    url: str
    key_id: str
    secret: str

    def client(self, *, secret: str = "", **options):
        """A client of our own, beside the application's."""
        return boto3.session.Session().client(
            "s3",
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=self.key_id,
            aws_secret_access_key=secret or self.secret,
            config=Config(
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                retries={"total_max_attempts": 1},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            **options,
        )


@contextmanager
def moto() -> Iterator[Place]:
    """moto as it comes."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield Place("moto", f"http://{host}:{port}", "essai", "essai")
    finally:
        server.stop()


@contextmanager
def strict_moto(*, checks_after: int) -> Iterator[Place]:
    """moto that asks its IAM who may, after so many calls; read at import, so a process apart."""
    program = "from moto.server import main; import sys; sys.exit(main(sys.argv[1:]))"
    free = free_port()
    env = {**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": str(checks_after)}
    command = [sys.executable, "-c", program, "-H", "127.0.0.1", "-p", str(free)]
    with _running(command, free, env):
        yield Place("strict moto", f"http://127.0.0.1:{free}", "essai", "essai")


@contextmanager
def s3rver() -> Iterator[Place]:
    """The fake of the Node world; skips the test where it cannot be had."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("s3rver needs Node")
    if not S3RVER.is_file():
        pytest.skip("s3rver is not installed: .ci/s3rver does it")
    free, folder = free_port(), tempfile.mkdtemp(prefix="agora-s3rver-")
    command = [node, str(S3RVER), "-d", folder, "-a", "127.0.0.1", "-p", str(free), "--silent"]
    try:
        with _running(command, free, dict(os.environ)):
            yield Place("s3rver", f"http://127.0.0.1:{free}", "S3RVER", "S3RVER")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(command, port, env):
    child = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
    )
    try:
        _wait(child, port)
        yield
    finally:
        child.kill()
        child.wait()


def _wait(child, port):
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        assert child.poll() is None, "the fake storage ended by itself"
        # No question, which would be a call: `strict_moto` counts them.
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.05)
    raise AssertionError("the fake storage does not answer")
