"""What goes wrong, call by call: told in advance, used up by the calls that match."""

import threading

KINDS = ("429", "500_before", "500_after", "500_stuck", "torn", "timeout")
"""Too many calls; failed before or after the commit; failed, and the idempotency key keeps saying
so for its 24 hours; link cut after the commit; answered when nobody listens any more."""


class Faults:
    """A list of promises: the next `times` calls of this kind end so."""

    def __init__(self) -> None:
        self._told: list[list[object]] = []
        self._release = threading.Event()

    def tell(self, kind: str, *, method: str = "", path: str = "", times: int = 1) -> None:
        """Spoil the next calls; without method and path, whichever they are."""
        if kind not in KINDS:
            raise ValueError(kind)
        self._told.append([kind, method, path, times])

    def forget(self) -> None:
        """Let everything go well again, and let go of who waits."""
        self._told.clear()
        self._release.set()

    def for_call(self, method: str, path: str) -> str:
        """Name the fault of this call, and count it; an empty word if all is well."""
        for one in self._told:
            kind, verb, part, left = one
            if left and verb in ("", method) and str(part) in path:
                one[3] = int(str(left)) - 1
                return str(kind)
        return ""

    def wait(self, longest: float = 30) -> None:
        """Keep a call without answer until the faults are forgotten."""
        self._release.clear()
        self._release.wait(longest)
