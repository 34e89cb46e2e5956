"""The border with the storage: a local folder or an S3 bucket behind one port.

Every key begins with the prefix of the current city: without a city nothing is read or
written. The environment chooses (`S3_BUCKET` set: S3, else a folder below `DATA_DIR`); boto3 finds
its keys where it always looks: environment, profile, or the machine's own role.
"""

import hashlib
import os
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from django.conf import settings

from agora import metrics
from agora.context.keys import storage_prefix

CHUNK = 64 * 1024
CONNECT, ANSWER = 3, 10  # seconds: to reach the storage, and between two of its bytes
PATIENCE = 30.0  # seconds one file may make us wait in all, however its bytes trickle
REST = 5.0  # seconds without asking a storage that did not answer: it would take every thread
SIGNED = 5 * 60  # seconds a signed address is good for, at most
_SAFE_KEY = re.compile(r"[a-z0-9_-]+(?:/[A-Za-z0-9_.-]+)+")


class StorageDown(Exception):
    """The storage does not answer; trying again later may work."""


class StorageRefuses(StorageDown):
    """The storage answers and says no: `code` is its own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Missing(Exception):
    """The storage answers, and does not have this key."""


class Altered(StorageDown):
    """The storage gives back something else than what was kept: shorter, longer, or other bytes."""


class Storage(Protocol):
    """What both storages do."""

    def put(self, key: str, content: BinaryIO, content_type: str) -> None:
        """Write from its first byte, whole or not at all."""

    def read(self, key: str) -> "Content":
        """Open at once (errors come now, not in mid-answer), then yield the bytes."""

    def head(self, key: str) -> int:
        """Return the size in bytes."""

    def delete(self, key: str) -> None:
        """Forget; a key already gone is no error."""

    def sign(self, key: str, *, seconds: int = SIGNED) -> str:
        """Return an address anyone may read this key at for a while; empty where there is none.

        Whoever asks has checked who may read. Uploads are never signed: a signed PUT has no
        largest size, so files come in through the application.
        """

    def keys(self, prefix: str, before: float) -> Iterator[str]:
        """List what lies below a prefix and was written before a moment (seconds since 1970)."""


class Folder:
    """Files below one directory."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, content: BinaryIO, content_type: str) -> None:
        target = self.root / key
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".draft-")
            try:
                content.seek(0)
                with os.fdopen(handle, "wb") as out:
                    while chunk := content.read(CHUNK):
                        out.write(chunk)
                    out.flush()
                    os.fsync(out.fileno())  # a name never leads to bytes that a power cut took
                Path(draft).chmod(0o640)
                Path(draft).replace(target)
            except BaseException:
                Path(draft).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise StorageDown(str(error)) from error

    def read(self, key: str) -> "Content":
        try:
            source = (self.root / key).open("rb")
        except FileNotFoundError as error:
            if not self.root.is_dir():
                raise StorageDown(str(error)) from error
            raise Missing(key) from error
        except OSError as error:
            raise StorageDown(str(error)) from error
        return Content(source, os.fstat(source.fileno()).st_size)

    def head(self, key: str) -> int:
        content = self.read(key)
        content.close()
        return content.size

    def delete(self, key: str) -> None:
        try:
            (self.root / key).unlink(missing_ok=True)
        except OSError as error:
            raise StorageDown(str(error)) from error

    def sign(self, key: str, *, seconds: int = SIGNED) -> str:
        return ""  # only our own view reads a folder

    def keys(self, prefix: str, before: float) -> Iterator[str]:
        for path in (self.root / prefix).rglob("*"):
            if path.is_file() and path.stat().st_mtime < before:
                yield path.relative_to(self.root).as_posix()


class Content:
    """Bytes on their way; closed at their end, or before by whoever does not read them all.

    What was promised is kept back until all of it is there and right: a file cut short, or not the
    one we know the digest of, ends in `StorageDown` before its last bytes, never as a whole answer.
    """

    def __init__(self, source: Any, size: int) -> None:
        self._source, self.size = source, size
        self._left, self._waited = size, 0.0
        self._digest, self._sha256 = hashlib.sha256(), ""
        self._patience: float | None = None
        self.close = source.close

    def expect(self, *, size: int | None, sha256: str, patience: float | None = None) -> "Content":
        """Refuse at once another size, and at the end other bytes; wait `patience` seconds at most.

        A page waits half a minute in all; a backup may wait longer.
        """
        self._sha256, self._patience = sha256, patience
        if size is not None and size != self.size:
            self.close()
            raise Altered(f"{self.size} bytes instead of {size}")
        return self

    def __iter__(self) -> "Content":
        return self

    def __next__(self) -> bytes:
        begun = time.monotonic()
        chunk: bytes = self._source.read(CHUNK)
        self._waited += time.monotonic() - begun
        self._left -= len(chunk)
        self._digest.update(chunk)
        if not chunk and not self._left:
            self.close()
            raise StopIteration
        self._check(chunk)
        return chunk

    def _check(self, chunk: bytes) -> None:
        wrong: StorageDown | None = None
        if not chunk or self._left < 0:
            wrong = Altered(f"{-self._left:+} bytes beside the {self.size} promised")
        elif not self._left and self._sha256 and self._digest.hexdigest() != self._sha256:
            wrong = Altered("other bytes than those that were kept")
        elif self._left and self._waited > (self._patience or PATIENCE):
            wrong = StorageDown(f"{self._left} bytes still missing after {self._waited:.0f} s")
        if wrong:
            self.close()
            raise wrong


class Bucket:
    """Files in an S3 bucket, private: only our own view reads it."""

    page = 1000  # keys asked at a time

    def __init__(
        self,
        *,
        bucket: str,
        endpoint: str,
        region: str,
        patience: float = ANSWER,
        signed: bool = True,
    ) -> None:
        import boto3  # noqa: PLC0415  slow to import, and a folder needs none of it
        import botocore  # noqa: PLC0415
        from botocore.config import Config  # noqa: PLC0415
        from botocore.exceptions import (  # noqa: PLC0415
            BotoCoreError,
            ClientError,
            NoCredentialsError,
        )
        from urllib3.exceptions import HTTPError  # noqa: PLC0415

        self.bucket = bucket
        self._refused, self._unreachable = ClientError, (BotoCoreError, HTTPError, OSError)
        self._keyless = NoCredentialsError
        self._rests_until = 0.0
        self._silent, self._trial = False, threading.Lock()
        self._client = boto3.session.Session().client(
            "s3",
            endpoint_url=endpoint or None,
            region_name=region or None,
            config=Config(
                connect_timeout=CONNECT,
                read_timeout=patience,
                retries={"total_max_attempts": 2, "mode": "standard"},
                # The checksums that boto3 sends by default are refused by some other hosts.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                signature_version="s3v4" if signed else botocore.UNSIGNED,
                s3={"addressing_style": "path"} if endpoint else {},
            ),
        )

    def put(self, key: str, content: BinaryIO, content_type: str) -> None:
        size = content.seek(0, os.SEEK_END)
        content.seek(0)
        self._ask("put_object", Key=key, Body=content, ContentType=content_type)
        if (kept := self.head(key)) != size:  # a storage may say yes and keep half
            raise Altered(f"{kept} bytes kept of {size}")

    def read(self, key: str) -> "Content":
        answer = self._ask("get_object", Key=key)
        return Content(_Body(answer["Body"], self._unreachable), answer["ContentLength"])

    def head(self, key: str) -> int:
        size: int = self._ask("head_object", Key=key)["ContentLength"]
        return size

    def delete(self, key: str) -> None:
        self._ask("delete_object", Key=key)

    def sign(self, key: str, *, seconds: int = SIGNED) -> str:
        address: str = self._client.generate_presigned_url(
            "get_object",
            Params={"Bucket": self.bucket, "Key": key},
            ExpiresIn=max(1, min(seconds, SIGNED)),
        )
        return address

    def keys(self, prefix: str, before: float) -> Iterator[str]:
        token: dict[str, str] = {}
        while True:
            answer = self._ask("list_objects_v2", Prefix=prefix, MaxKeys=self.page, **token)
            for entry in answer.get("Contents", []):
                if entry["LastModified"].timestamp() < before:
                    yield entry["Key"]
            if not answer.get("IsTruncated"):
                return
            token = {"ContinuationToken": answer["NextContinuationToken"]}

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _ask(self, operation: str, **facts: Any) -> Any:
        """Ask; while it is silent one call at a time, so that it never holds every thread."""
        if not self._silent:
            return self._send(operation, **facts)
        if time.monotonic() < self._rests_until or not self._trial.acquire(blocking=False):
            raise StorageDown("it did not answer a moment ago")
        try:
            return self._send(operation, **facts)
        finally:
            self._trial.release()

    def _send(self, operation: str, **facts: Any) -> Any:
        try:
            answer = getattr(self._client, operation)(Bucket=self.bucket, **facts)
        except self._refused as error:
            self._silent = False
            code = str(error.response["Error"].get("Code"))
            if code in ("NoSuchKey", "404"):
                raise Missing(facts.get("Key", "")) from error
            if error.response["ResponseMetadata"].get("HTTPStatusCode", 500) >= 500:
                raise StorageDown(code) from error
            raise StorageRefuses(code) from error
        except self._keyless as error:
            raise StorageRefuses("NoCredentials") from error
        except self._unreachable as error:
            self._silent, self._rests_until = True, time.monotonic() + REST
            raise StorageDown(str(error)) from error
        self._silent = False
        return answer


class _Body:
    """The body of an answer, read as it comes: boto3 would wait until a whole chunk is there."""

    def __init__(self, body: Any, unreachable: tuple[type[Exception], ...]) -> None:
        self._raw = body.__enter__()  # what botocore gives to a `with`: the connection's own stream
        self._unreachable = unreachable
        self.close = body.close

    def read(self, amount: int) -> bytes:
        try:
            chunk: bytes = self._raw.read1(amount)
        except self._unreachable as error:
            self.close()
            raise StorageDown(str(error)) from error
        return chunk


@cache
def _bucket(bucket: str, endpoint: str, region: str) -> Bucket:
    return Bucket(bucket=bucket, endpoint=endpoint, region=region)


def storage() -> Storage:
    """Return the storage the environment chose."""
    if settings.S3_BUCKET:
        return _bucket(settings.S3_BUCKET, settings.S3_ENDPOINT, settings.S3_REGION)
    return Folder(Path(settings.DATA_DIR) / "files")


def city_key(key: str) -> str:
    """Return `key` below the current city's prefix; refuse a name that climbs out of it."""
    full = f"{storage_prefix().strip('/')}/{key}"
    if ".." in full or not _SAFE_KEY.fullmatch(full):
        raise ValueError(f"unsafe storage key: {full!r}")
    return full


def put(key: str, content: BinaryIO, content_type: str) -> None:
    """Write a file of the current city."""
    with _counted("put"):
        storage().put(city_key(key), content, content_type)


def read(key: str, *, size: int | None = None, sha256: str = "") -> Content:
    """Open a file of the current city; raise `Missing` or `StorageDown` before any byte.

    Say what its size and its digest must be where they are known: see `Content`.
    """
    with _counted("read"):
        return storage().read(city_key(key)).expect(size=size, sha256=sha256)


def delete(key: str) -> None:
    """Remove a file of the current city."""
    with _counted("delete"):
        storage().delete(city_key(key))


def keys(folder: str, *, older_than_hours: float = 0) -> Iterator[str]:
    """List the files of the current city below a folder, without the city's prefix."""
    prefix = f"{storage_prefix().strip('/')}/"
    before = time.time() - older_than_hours * 3600
    with _counted("list"):
        for key in storage().keys(f"{prefix}{folder}/", before):
            yield key.removeprefix(prefix)


@contextmanager
def _counted(operation: str) -> Iterator[None]:
    outcome = "ok"
    try:
        yield
    except Missing:
        outcome = "missing"
        raise
    except StorageDown:
        outcome = "down"
        raise
    finally:
        metrics.STORAGE.count(operation, outcome)
