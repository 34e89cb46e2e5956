"""The storage: what is written comes back, and comes back to us alone.

A storage that is down does not keep a process from starting: pages are read without it.
"""

import io
import logging
import secrets
from pathlib import Path

from django.conf import settings

from agora.conf.refusal import Refusal
from agora.files.gateway import (
    Altered,
    Bucket,
    Folder,
    Missing,
    Storage,
    StorageDown,
    StorageRefuses,
)

SIZE = 64 * 1024  # more than a file system keeps aside for very small files
PATIENCE = 3  # seconds
KEYS = "Correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_SHARED_CREDENTIALS_FILE"
# What a storage says, and what it means; another word is told as it is.
CODES = {
    "NoSuchBucket": (
        "AGORA_S3_BUCKET",
        "there is no such bucket",
        "Create it, or correct the name",
    ),
    "NoCredentials": ("AGORA_S3_BUCKET", "there is no key to open it", KEYS),
    "InvalidAccessKeyId": ("AGORA_S3_BUCKET", "the storage does not know our key", KEYS),
    "SignatureDoesNotMatch": ("AGORA_S3_BUCKET", "the storage refuses our secret", KEYS),
    "AccessDenied": (
        "AGORA_S3_BUCKET",
        "our key may not write, read and delete there",
        "Allow it PutObject, GetObject, DeleteObject and ListBucket",
    ),
    "RequestTimeTooSkewed": (
        "AGORA_S3_BUCKET",
        "this machine's clock and the storage's differ",
        "Set the clock (timedatectl set-ntp true)",
    ),
}

log = logging.getLogger("agora.startup")


def check() -> None:
    """Write something small, read it back, delete it: refused if it cannot be."""
    if settings.S3_BUCKET:
        _check_bucket()
    else:
        _check_folder()


def _check_folder() -> None:
    try:
        came_back = _round_trip(Folder(Path(settings.DATA_DIR) / "files"), _key())
    except (StorageDown, Missing) as error:
        reason = getattr(error.__cause__, "strerror", "") or type(error).__name__
        remedy = "Give this process a folder it may write in, with room left"
        raise Refusal("AGORA_DATA_DIR", f"cannot be written ({reason})", remedy) from None
    if not came_back:
        problem = "does not give back what was written"
        raise Refusal("AGORA_DATA_DIR", problem, "Check the disk")


def _check_bucket() -> None:
    # Of its own, and closed again: a connection kept would be shared by all that are forked.
    bucket, key = _bucket(signed=True), _key()
    try:
        if not _round_trip(bucket, key, private=True):
            problem = "does not give back what was written"
            raise Refusal("AGORA_S3_BUCKET", problem, "Check the storage")
    except StorageRefuses as refused:
        otherwise = ("AGORA_S3_BUCKET", f"the storage says {refused.code}", "Correct its rights")
        raise Refusal(*CODES.get(refused.code, otherwise)) from None
    except (StorageDown, Missing) as down:
        reason = type(down.__cause__ or down).__name__
        log.warning("the storage does not answer (%s): started without checking it", reason)
    finally:
        bucket.close()


def _round_trip(storage: Storage, key: str, *, private: bool = False) -> bool:
    """Tell whether what is written comes back; `private`: also that a stranger does not get it."""
    content = secrets.token_bytes(SIZE)
    try:
        storage.put(key, io.BytesIO(content), "application/octet-stream")
    except Altered:
        storage.delete(key)
        return False
    try:
        came_back = b"".join(storage.read(key)) == content
        if came_back and private:
            _refuse_strangers(key)
    except Altered:
        return False
    finally:
        storage.delete(key)
    return came_back


def _refuse_strangers(key: str) -> None:
    stranger = _bucket(signed=False)
    try:
        stranger.read(key).close()
    except (StorageRefuses, Missing):
        return
    finally:
        stranger.close()
    problem = "anybody may read the bucket without a key"
    raise Refusal("AGORA_S3_BUCKET", problem, "Make it private, and block public access")


def _bucket(*, signed: bool) -> Bucket:
    return Bucket(
        bucket=settings.S3_BUCKET,
        endpoint=settings.S3_ENDPOINT,
        region=settings.S3_REGION,
        patience=PATIENCE,
        signed=signed,
    )


def _key() -> str:
    return f"start/{secrets.token_hex(8)}"
