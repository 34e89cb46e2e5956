"""Figures for Prometheus: what is counted, under which few labels, and the page that tells them.

    metrics.MAILS.count(house(), "sent")

A label never names a person, a word nor a number of a row; `city` (a schema, or `public`, `club`,
`none`) stands on the counters below alone, for a histogram by city would be half a million series.
What concerns the whole installation is told by one process (`tell`), the others stay silent.
"""

from agora.metrics.figures import Counter, Gauge, Histogram, Sample, Told, known, tell
from agora.metrics.sharing import forget, page, share

__all__ = ["Counter", "Gauge", "Histogram", "Sample", "Told"]
__all__ += ["begin", "forget", "known", "page", "share", "tell"]

REQUESTS = Counter("agora_http_requests", "Answers, by class of status", "city", "status")
REQUEST_SECONDS = Histogram(
    "agora_http_request_seconds", "Seconds to an answer, its body apart", "route", "method"
)
POOL = Gauge("agora_database_pool", "Connections of the pool, and who waits for one", "state")
POOL_WAITS = Counter("agora_database_pool_waits", "Times somebody waited for a connection")
ISOLATION = Counter("agora_isolation_refusals", "One house refused to touch another", "kind")

NOT_READY = Counter("agora_not_ready", "Times this process said that it is not ready")

ACTIONS = Counter("agora_actions", "Writes asked for", "city", "outcome")
MAILS = Counter("agora_mails", "Letters that came to their turn", "city", "outcome")
STORAGE = Counter("agora_storage_operations", "Calls to the storage", "operation", "outcome")

JOBS = Counter("agora_jobs", "Jobs that ended", "task", "outcome")
JOB_SECONDS = Histogram(
    "agora_job_seconds", "Seconds of a job", "queue", buckets=(0.1, 0.5, 1, 5, 15, 60, 300, 1800)
)


def begin() -> None:
    """Read the client now, not during somebody's request, and say zero where one is an alert.

    A figure that appears with its first count has not grown, as Prometheus sees it.
    """
    NOT_READY.count(by=0)
    for kind in ("instance", "rights", "switch"):
        ISOLATION.count(kind, by=0)
