"""What is done to the storage outside any request."""

from agora.files import gateway
from agora.files.models import FOLDER
from agora.files.queries import without_row
from agora.jobs import task

BATCH = 500


@task("files.delete", scope="house")
def delete(*, key: str) -> None:
    """Remove bytes whose row is gone."""
    gateway.delete(key)


@task("files.sweep", scope="house")
def sweep() -> None:
    """Remove bytes that never had a row: an upload whose transaction failed."""
    batch: list[str] = []
    for key in gateway.keys(FOLDER, older_than_hours=24):
        batch.append(key)
        if len(batch) == BATCH:
            _sweep(batch)
            batch = []
    _sweep(batch)


def _sweep(keys: list[str]) -> None:
    for key in without_row(keys):
        gateway.delete(key)
