"""The dry run: everything is loaded, reported, and undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from participation.opendata.actions._loading import Loading
from participation.opendata.decidim.records import Rows
from participation.opendata.report import Report


class _Rehearsed(Exception):
    """Carries the report out of the transaction that must leave nothing behind."""


def rehearse(
    *, files: Sequence[Rows], at: datetime | None = None, tick: Callable[[int], None] | None = None
) -> Report:
    """Load everything, then undo it: the report is exact because nothing in it is guessed."""
    loading = Loading(now=at or timezone.now(), tick=tick)
    try:
        with transaction.atomic():
            loading.run(files)
            raise _Rehearsed
    except _Rehearsed:
        return loading.report
