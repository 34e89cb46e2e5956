"""Runs an opening: one idempotent step after the other, journaled, resumable after a kill."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import F
from django.utils import timezone

from agora.context import public
from tenants import directory
from tenants.models import RunState, SetupRun, SetupStep, StepState
from tenants.registries import setup_steps

log = logging.getLogger(__name__)
LOCKS = 0x41474F53
"""First key of the advisory locks of openings; the second is the run's number."""


def run_setup(run_id: int) -> bool:
    """Run what remains of an opening; tell whether it is over.

    A kill repeats at most the step it fell in. Two workers cannot run the same opening: the
    second one leaves at once, and the lock goes with the connection of a dead one.
    """
    with _alone(run_id) as alone:
        if not alone:
            return False
        while (step := _next(run_id)) is not None:
            if not _perform(step):
                return False
        return True


def _perform(step: SetupStep) -> bool:
    city = step.run.city
    try:
        result = setup_steps.get(step.name).run(city, step.run) or {}
    except Exception as problem:
        log.exception("opening step failed", extra={"step": step.name})
        _stop(step, f"{type(problem).__name__}: {problem}")
        return False
    with public():
        SetupStep.objects.filter(pk=step.pk).update(
            state=StepState.DONE, ended_at=timezone.now(), result=result, error=""
        )
    return True


def _next(run_id: int) -> SetupStep | None:
    """Claim the first step not done; none left ends the run."""
    with public():
        found = (
            SetupStep.objects.filter(run=run_id)
            .exclude(state=StepState.DONE)
            .select_related("run__city__settings")
            .first()
        )
        state = RunState.RUNNING if found else RunState.DONE
        SetupRun.objects.filter(pk=run_id).update(
            state=state, ended_at=None if found else timezone.now()
        )
        if found is not None:
            SetupStep.objects.filter(pk=found.pk).update(
                state=StepState.RUNNING, attempts=F("attempts") + 1, started_at=timezone.now()
            )
            directory.carry(found.run.city)
    return found


def _stop(step: SetupStep, error: str) -> None:
    with public():
        SetupStep.objects.filter(pk=step.pk).update(
            state=StepState.FAILED, ended_at=timezone.now(), error=error[:2000]
        )
        SetupRun.objects.filter(pk=step.run_id).update(state=RunState.FAILED)


@contextmanager
def _alone(run_id: int) -> Iterator[bool]:
    # Of the session, not of a transaction: steps commit one by one, in several states.
    with public(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, run_id])
        taken = bool(cursor.fetchone()[0])
    try:
        yield taken
    finally:
        if taken:
            with public(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, run_id])
