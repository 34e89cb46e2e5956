"""How the queue stands, and all the rest that one process tells for the whole installation."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator

from django.db import connection

from agora import metrics
from agora.context import public
from agora.jobs.registries import QUEUES, standings
from agora.metrics import Told

log = logging.getLogger("agora.jobs")

WAITING = Told("agora_jobs_waiting", "Jobs whose time has come", "queue")
OLDEST = Told("agora_jobs_oldest_seconds", "How long the first of them has waited", "queue")
FAILED = Told("agora_jobs_failed", "Jobs given up, kept for somebody to look at", "queue")
STALLED = Told("agora_jobs_stalled", "Jobs in the hands of a worker that beats no more", "queue")
TICK = Told("agora_scheduler_tick_timestamp_seconds", "When the scheduler last looked")

# A job that was never put off has no time of its own: the first number is the oldest.
_STANDING = """
WITH due AS (
    SELECT queue_name, count(*) AS waiting, min(scheduled_at) AS since,
           min(id) FILTER (WHERE scheduled_at IS NULL) AS first
      FROM procrastinate_jobs
     WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
     GROUP BY queue_name),
given_up AS (
    SELECT queue_name, count(*) AS failed FROM procrastinate_jobs
     WHERE status = 'failed' GROUP BY queue_name),
silent AS (
    SELECT job.queue_name, count(*) AS stalled FROM procrastinate_jobs job
      LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
     WHERE job.status = 'doing'
       AND (worker.id IS NULL OR worker.last_heartbeat < now() - interval '5 minutes')
     GROUP BY job.queue_name)
SELECT queue, coalesce(waiting, 0), coalesce(failed, 0), coalesce(stalled, 0),
       coalesce(extract(epoch FROM now() - least(since,
           (SELECT min(at) FROM procrastinate_events WHERE job_id = first))), 0)
  FROM unnest(%s::text[]) AS queue
  LEFT JOIN due ON due.queue_name = queue
  LEFT JOIN given_up ON given_up.queue_name = queue
  LEFT JOIN silent ON silent.queue_name = queue
"""


def queues() -> Iterator[metrics.Sample]:
    """Tell of each queue, the empty ones too: a figure that comes and goes raises no alert."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [list(QUEUES)])
        rows = cursor.fetchall()
    for queue, waiting, failed, stalled, oldest in rows:
        yield WAITING.at(waiting, queue)
        yield FAILED.at(failed, queue)
        yield STALLED.at(stalled, queue)
        yield OLDEST.at(float(oldest), queue)


def look() -> None:
    """Read everything once, in the provider's house, and tell it; one failure silences no other."""
    samples = [TICK.at(time.time())]
    with public():
        for name, read in {"queues": queues, **dict(standings.items())}.items():
            samples += _read(name, read)
    metrics.tell(samples)


def _read(name: str, read: Callable[[], Iterable[metrics.Sample]]) -> list[metrics.Sample]:
    try:
        return list(read())
    except Exception:  # whatever it is, the other figures are told
        log.exception("the figures of %s cannot be read", name)
        return []
