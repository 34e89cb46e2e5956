"""Names that carry the house: cache keys, storage folders, log tags."""

from contextvars import ContextVar

from agora.context import NoCurrentCity, house, state
from agora.context.trace import trace_id

_last_tags: ContextVar[dict[str, str] | None] = ContextVar("agora_last_tags", default=None)


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


def keep_tags() -> None:
    """Keep where we are for what is told of a request once its house is left (its timing)."""
    _last_tags.set(log_tags())


def last_tags() -> dict[str, str]:
    """Say where we are, or, outside of every house, where the request that just ended was."""
    return log_tags() if house() else _last_tags.get() or log_tags()
