"""Taking a file in, letting it go."""

import hashlib
import io
import uuid
from collections.abc import Callable
from typing import Any

from agora.action import action
from agora.context import city_or_none
from agora.files import gateway
from agora.files.checks import Checked, check, unreachable
from agora.files.images import redraw
from agora.files.models import Kind, StoredFile
from agora.files.rules import can_remove, can_store
from agora.jobs import enqueue


@action("file.stored", rule=can_store)
def store(
    *, actor: Any, upload: Any, use: str = "image", owner_label: str = "", alt: str = ""
) -> StoredFile:
    """Check, clean and keep an upload, or raise a `ValidationError` that says what to do.

    `use` is image, document, audio or logo. The bytes are written before the row: should the
    transaction fail, `files.sweep` finds them without a row and removes them.
    """
    checked = upload if isinstance(upload, Checked) else check(upload, use)
    file = StoredFile(
        uid=uuid.uuid4(),
        kind=checked.format.kind,
        name=checked.name,
        extension=checked.format.extension,
        content_type=checked.format.content_type,
        owner_label=owner_label,
        alt=alt,
    )
    write = _write_photo if file.kind == Kind.IMAGE else _write_whole
    try:
        write(file, checked)
    except gateway.StorageDown as error:
        raise unreachable() from error
    file.save(force_insert=True)
    return file


@action("file.removed", rule=can_remove)
def remove(*, actor: Any, file: StoredFile) -> None:
    """Forget the row now and the bytes in a job."""
    for key in file.all_keys():
        enqueue("files.delete", key=key)
    rows = StoredFile.objects.filter(pk=file.pk)  # the journal still names `file`
    if city_or_none() is not None:
        rows.delete()
    else:
        # Django would look for what points at the file in tables only cities have; here nothing
        # but foreign keys of this very schema may, and the database asks those.
        rows._raw_delete(rows.db)


def _write_photo(file: StoredFile, checked: Checked) -> None:
    *smaller, largest = redraw(checked)
    file.extension, file.content_type = "webp", "image/webp"
    file.width, file.height, file.size = largest.width, largest.height, len(largest.content)
    file.sha256 = hashlib.sha256(largest.content).hexdigest()
    for drawn in [*smaller, largest]:
        gateway.put(file.key(drawn.width), io.BytesIO(drawn.content), file.content_type)
    file.variants = [
        {
            "width": drawn.width,
            "height": drawn.height,
            "size": len(drawn.content),
            "sha256": hashlib.sha256(drawn.content).hexdigest(),
        }
        for drawn in smaller
    ]


def _write_whole(file: StoredFile, checked: Checked) -> None:
    content = checked.content
    content.seek(0)
    file.size, file.sha256 = checked.size, _digest(content.read)
    content.seek(0)
    gateway.put(file.key(), content, file.content_type)


def _digest(read: Callable[[int], bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := read(gateway.CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
