"""Jobs of moving in: read, load, forget the files. Safe to run twice."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from agora.context.threads import executor
from agora.files import gateway
from agora.jobs import task
from agora.rules import SYSTEM
from participation.opendata.actions.imports import finish_import, keep_report, load_export
from participation.opendata.decidim.files import open_files
from participation.opendata.decidim.reader import BadFile
from participation.opendata.decidim.records import Rows
from participation.opendata.models import ImportRun
from participation.opendata.progress import show_progress
from participation.opendata.rehearsal import rehearse

PATIENCE = 3
"""Times a job is tried again while somebody looks at its page: for some four minutes."""


def interrupted(*, run: int) -> None:
    """Say to whoever waits that a failure of ours stopped it, so that they begin again."""
    if stopped := _run(run, *ImportRun.BUSY):
        reason = _(
            "Une panne de notre côté a interrompu la reprise. Notre équipe est prévenue\u00a0: "
            "recommencez un peu plus tard, avec les mêmes fichiers."
        )
        finish_import(actor=SYSTEM, run=stopped, report=None, refused=reason)


@task("opendata.rehearse", queue="heavy", patience=PATIENCE, given_up=interrupted)
def rehearse_run(*, run: int) -> None:
    """Read the files of a run and keep the report."""
    found = _run(run, ImportRun.State.UPLOADED, ImportRun.State.CHECKING)
    if found is None:
        return
    try:
        with _files(found) as files, _ticking(found) as tick:
            report = rehearse(files=files, tick=tick)
    except BadFile as error:
        keep_report(actor=SYSTEM, run=found, report=None, refused=str(error))
    else:
        keep_report(actor=SYSTEM, run=found, report=report)


@task("opendata.load", queue="heavy", patience=PATIENCE, given_up=interrupted)
def load_run(*, run: int) -> None:
    """Load a confirmed run: all of it, or nothing and the reason."""
    found = _run(run, ImportRun.State.LOADING)
    if found is None:
        return
    try:
        with _files(found) as files, _ticking(found) as tick:
            report = load_export(actor=SYSTEM, files=files, tick=tick)
    except BadFile as error:
        finish_import(actor=SYSTEM, run=found, report=None, refused=str(error))
    else:
        finish_import(actor=SYSTEM, run=found, report=report)


@task("opendata.forget_files", queue="heavy")
def forget_files(*, run: int) -> None:
    """Delete the uploaded files of a finished run."""
    for file in ImportRun.objects.get(pk=run).files.all():
        gateway.delete(file.key)


def _run(number: int, *states: str) -> ImportRun | None:
    return ImportRun.objects.filter(pk=number, state__in=states).first()


@contextmanager
def _files(run: ImportRun) -> Iterator[list[Rows]]:
    with tempfile.TemporaryDirectory(prefix="agora-import-") as folder:
        pairs = []
        for file in run.files.all():
            path = Path(folder) / f"{file.pk}.csv"
            with path.open("wb") as copy:
                for chunk in gateway.read(file.key):
                    copy.write(chunk)
            pairs.append((path, file.name))
        yield open_files(pairs)


@contextmanager
def _ticking(run: ImportRun) -> Iterator[Callable[[int], None]]:
    """Show the progress from another connection: the load itself is one transaction."""
    with executor(max_workers=1) as pool:
        yield lambda rows: pool.submit(show_progress, run.pk, rows) and None
