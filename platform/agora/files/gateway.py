"""The border with the storage: a local folder or an S3 bucket behind one port.

Every key begins with the prefix of the current city: without a city nothing is read or
written. The environment chooses (`S3_BUCKET` set: S3, else a folder below `DATA_DIR`); boto3 finds
its keys where it always looks: environment, profile, or the machine's own role.
"""

import os
import re
import tempfile
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
_SAFE_KEY = re.compile(r"[a-z0-9_-]+(?:/[A-Za-z0-9_.-]+)+")


class StorageDown(Exception):
    """The storage does not answer; trying again later may work."""


class Missing(Exception):
    """The storage answers, and does not have this key."""


class Storage(Protocol):
    """What both storages do."""

    def put(self, key: str, content: BinaryIO, content_type: str) -> None:
        """Write, whole or not at all."""

    def read(self, key: str) -> "Content":
        """Open at once (errors come now, not in mid-answer), then yield the bytes."""

    def delete(self, key: str) -> None:
        """Forget; a key already gone is no error."""

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
                with os.fdopen(handle, "wb") as out:
                    while chunk := content.read(CHUNK):
                        out.write(chunk)
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
        return Content(source)

    def delete(self, key: str) -> None:
        try:
            (self.root / key).unlink(missing_ok=True)
        except OSError as error:
            raise StorageDown(str(error)) from error

    def keys(self, prefix: str, before: float) -> Iterator[str]:
        for path in (self.root / prefix).rglob("*"):
            if path.is_file() and path.stat().st_mtime < before:
                yield path.relative_to(self.root).as_posix()


class Content:
    """Bytes on their way; closed at their end, or before by whoever does not read them all."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.close = source.close

    def __iter__(self) -> "Content":
        return self

    def __next__(self) -> bytes:
        chunk: bytes = self._source.read(CHUNK)
        if not chunk:
            self.close()
            raise StopIteration
        return chunk


class Bucket:
    """Files in an S3 bucket, private: only our own view reads it."""

    page = 1000  # keys asked at a time

    def __init__(self, *, bucket: str, endpoint: str, region: str) -> None:
        import boto3  # noqa: PLC0415  slow to import, and a folder needs none of it
        from botocore.config import Config  # noqa: PLC0415
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        self.bucket = bucket
        self._refused, self._unreachable = ClientError, BotoCoreError
        self._client = boto3.session.Session().client(
            "s3",
            endpoint_url=endpoint or None,
            region_name=region or None,
            config=Config(
                connect_timeout=3,
                read_timeout=10,
                retries={"max_attempts": 2},
                s3={"addressing_style": "path"} if endpoint else {},
            ),
        )

    def put(self, key: str, content: BinaryIO, content_type: str) -> None:
        self._ask("put_object", Key=key, Body=content, ContentType=content_type)

    def read(self, key: str) -> "Content":
        return Content(self._ask("get_object", Key=key)["Body"])

    def delete(self, key: str) -> None:
        self._ask("delete_object", Key=key)

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

    def _ask(self, operation: str, **facts: Any) -> Any:
        try:
            return getattr(self._client, operation)(Bucket=self.bucket, **facts)
        except self._refused as error:
            if error.response["Error"].get("Code") in ("NoSuchKey", "404"):
                raise Missing(facts.get("Key", "")) from error
            raise StorageDown(str(error)) from error
        except self._unreachable as error:
            raise StorageDown(str(error)) from error


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


def read(key: str) -> Content:
    """Open a file of the current city; raise `Missing` or `StorageDown` before any byte."""
    with _counted("read"):
        return storage().read(city_key(key))


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
