"""A web server on its way out: it says « not ready » for a while, and serves on meanwhile.

Whoever sends it requests looks every second or two: closing the door before they have looked would
drop what they send in between. One byte, shared by the master and the workers it forks.
"""

import mmap

_told = mmap.mmap(-1, 1)


def leave() -> None:
    """Say from now on, in every worker, that nothing more should come."""
    _told[0] = 1


def stay() -> None:
    """Take it back (tests)."""
    _told[0] = 0


def is_leaving() -> bool:
    """True once this web server was told to stop."""
    return bool(_told[0])
