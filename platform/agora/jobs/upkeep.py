"""Stalled and finished jobs, read and written in the provider's house (or by the queue's role)."""

import logging

from django.db import connection

from agora.jobs.registries import discover, tasks

log = logging.getLogger("agora.jobs")

SILENCE = 60  # seconds without a heartbeat after which a worker is dead (it beats every 10)
KEEP_DONE = "2 days"
KEEP_FAILED = "60 days"
BATCH = 1_000

_STALLED = """
SELECT job.id, job.task_name, job.attempts
  FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
 WHERE job.status = 'doing'
   AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
 ORDER BY job.id LIMIT %s FOR UPDATE OF job SKIP LOCKED
"""
_RETRY = "SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)"
_GIVE_UP = "SELECT procrastinate_finish_job_v1(%s, 'failed', false)"
_PURGE = """
DELETE FROM procrastinate_jobs WHERE id IN (
    SELECT job.id FROM procrastinate_jobs job
     WHERE job.status = ANY(%s::procrastinate_job_status[])
       AND NOT EXISTS (SELECT 1 FROM procrastinate_events event
                        WHERE event.job_id = job.id AND event.at > now() - %s::interval)
     LIMIT %s)
"""
_DONE = ["succeeded"]
_FAILED = ["failed", "cancelled", "aborted"]


def rescue_stalled(*, silence: int = SILENCE) -> int:
    """Put jobs of dead workers back in the queue; those that kill their worker are given up."""
    discover()
    with connection.cursor() as cursor:
        cursor.execute(_STALLED, [silence, BATCH])
        stalled = cursor.fetchall()
        for job, name, attempts in stalled:
            hopeless = name not in tasks or attempts >= tasks.get(name).patience
            cursor.execute(_GIVE_UP if hopeless else _RETRY, [job])
            log.warning("job %s (%s) was stalled: %s", job, name, "lost" if hopeless else "again")
    return len(stalled)


def purge_finished() -> int:
    """Delete jobs long done; failed ones stay longer, somebody may want to look."""
    return _purge(_DONE, KEEP_DONE) + _purge(_FAILED, KEEP_FAILED)


def _purge(statuses: list[str], keep: str) -> int:
    total = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_PURGE, [statuses, keep, BATCH])
            total += cursor.rowcount
            if cursor.rowcount < BATCH:
                return int(total)
