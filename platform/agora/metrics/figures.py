"""Counters, gauges and histograms made when first written: the client must not be read before.

It decides, as it is imported, whether figures are kept in memory or in a shared folder.
"""

import time
from collections.abc import Iterable
from threading import Lock
from typing import Any

SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
FRESH = 180.0
"""Seconds after which what was told of the installation is no longer true."""

known: dict[str, "Counter | Gauge | Histogram | Told"] = {}
"""Every figure by its name on the page."""
_making = Lock()


class _Figure:
    """A figure of this process, one child for each set of labels."""

    kind = ""
    suffix = ""

    def __init__(self, name: str, text: str, *labels: str, **options: Any) -> None:
        self.name, self.text, self.labels, self._options = name, text, labels, options
        self._children: dict[tuple[str, ...], Any] = {}
        self._made: Any = None
        known[name + self.suffix] = self  # type: ignore[assignment]

    def _child(self, values: tuple[str, ...]) -> Any:
        found = self._children.get(values)
        if found is None:
            with _making:
                if self._made is None:
                    import prometheus_client  # noqa: PLC0415  after `share`

                    make = getattr(prometheus_client, self.kind)
                    self._made = make(self.name, self.text, self.labels, **self._options)
                found = self._made.labels(*values) if self.labels else self._made
                self._children[values] = found
        return found


class Counter(_Figure):
    """What only grows; on the page its name ends in `_total`."""

    kind, suffix = "Counter", "_total"

    def count(self, *labels: str, by: float = 1) -> None:
        """Add to it."""
        self._child(labels).inc(by)


class Gauge(_Figure):
    """What holds now; of several processes, the sum of those that live."""

    kind = "Gauge"

    def __init__(self, name: str, text: str, *labels: str) -> None:
        super().__init__(name, text, *labels, multiprocess_mode="livesum")

    def set(self, value: float, *labels: str) -> None:
        """Say what it is now."""
        self._child(labels).set(value)


class Histogram(_Figure):
    """How long something takes, in seconds."""

    kind = "Histogram"

    def __init__(
        self, name: str, text: str, *labels: str, buckets: tuple[float, ...] = SECONDS
    ) -> None:
        super().__init__(name, text, *labels, buckets=buckets)

    def observe(self, seconds: float, *labels: str) -> None:
        """Add one duration."""
        self._child(labels).observe(seconds)


class Told:
    """A gauge about the whole installation: only the scheduler that holds the lock tells it."""

    def __init__(self, name: str, text: str, *labels: str) -> None:
        self.name, self.text, self.labels = name, text, labels
        known[name] = self

    def at(self, value: float, *labels: str) -> "Sample":
        """One value of it, to hand to `tell`."""
        return self, labels, value


Sample = tuple[Told, tuple[str, ...], float]
_told: tuple[float, list[Sample]] = (0.0, [])


def tell(samples: Iterable[Sample]) -> None:
    """Replace what this process says of the installation; nothing, once it is not its turn."""
    global _told
    _told = (time.monotonic(), list(samples))


def told() -> list[Sample]:
    """What was told, as long as it is fresh: silence is an alert, an old figure is a lie."""
    since, samples = _told
    return samples if time.monotonic() - since < FRESH else []


class Installation:
    """What was told, and the release of this process, in the form the client asks for."""

    def __init__(self, version: str, number: int) -> None:
        self._release = (version, number)

    def collect(self) -> Iterable[Any]:
        """Give one family a gauge."""
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415  after `share`

        version, number = self._release
        release = GaugeMetricFamily("agora_release", RELEASE.text, labels=RELEASE.labels)
        release.add_metric((version,), number)
        families = {"agora_release": release}
        for figure, labels, value in told():
            if figure.name not in families:
                families[figure.name] = GaugeMetricFamily(
                    figure.name, figure.text, labels=figure.labels
                )
            families[figure.name].add_metric(labels, value)
        return families.values()


RELEASE = Told("agora_release", "Number of the release this process runs", "version")
