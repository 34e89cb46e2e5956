"""What is forgotten after a backup that succeeded, and what never is."""

from datetime import UTC, datetime, timedelta

from agora.cli.backup.places import BackupError, Kept, Place

UNFINISHED = timedelta(days=1)  # a set without manifest is of a process that was killed


def forget_old(place: Place, kind: str, *, days: int, now: datetime) -> list[str]:
    """Delete sets older than this, all but the newest; then the journal nothing needs any more.

    Returns what was deleted. A set whose manifest cannot be read is kept: somebody must look.
    """
    gone = place.drafts(before=(now - UNFINISHED).timestamp())
    for key in gone:
        place.delete(key)
    known = place.stamps(kind)
    whole = [stamp for stamp, complete in known.items() if complete]
    for stamp, complete in known.items():
        limit = timedelta(days=days) if complete else UNFINISHED
        if stamp not in whole[-1:] and now - _moment(stamp) > limit:
            place.forget(kind, stamp)
            gone.append(f"{kind}/{stamp}")
    return gone + (_old_journal(place) if kind == "base" else [])


def _old_journal(place: Place) -> list[str]:
    try:
        needed = min((_start(kept) for kept in place.kept("base")), default="")
    except BackupError:
        return []  # one manifest is damaged: which segments it needs is not known
    gone = []
    for key in place.names("wal"):
        name = key.removeprefix("wal/")
        # The eight first digits are the timeline: the rest orders segments on all of them.
        if len(name) >= 24 and name[8:24] < needed:
            place.delete(key)
            gone.append(key)
    return gone


def _start(kept: Kept) -> str:
    start: str = kept.facts["start"]
    return start[8:24]


def _moment(stamp: str) -> datetime:
    try:
        return datetime.strptime(stamp[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)  # not one of ours: it is not for us to delete
