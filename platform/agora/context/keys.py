"""Names that carry the house: cache keys, storage folders, log tags."""

from agora.context import NoCurrentCity, house, state
from agora.context.trace import trace_id


def _house() -> str:
    name = house()
    if not name:
        raise NoCurrentCity("a key needs a house: none is entered")
    return name


def cache_key(*parts: object) -> str:
    """Return a cache key of this house alone; it is also Django's `KEY_FUNCTION`."""
    return ":".join((_house(), *map(str, parts)))


def storage_prefix() -> str:
    """Return the folder of this house in the file store, with its final slash."""
    return f"{_house()}/"


def log_tags() -> dict[str, str]:
    """Say where we are, for a log line; a line written in no house says so instead of raising."""
    tags = {"house": house() or "none", "state": state()}
    if name := trace_id():
        tags["trace"] = name  # the same as on the lines of the journal
    return tags
