"""The verbs of moving in: receive the files, rehearse, confirm, load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from agora.action import action
from agora.files import gateway
from agora.jobs import enqueue
from participation.opendata import rules
from participation.opendata.actions._loading import Loading
from participation.opendata.decidim.records import Rows
from participation.opendata.models import ImportFile, ImportRun
from participation.opendata.report import Report


class NotReady(Exception):
    """The run is not at the step this verb asks for: pressed twice, or already done."""


@action("import.received", rule=rules.can_import)
def receive_files(*, actor: Any, uploads: Sequence[Any]) -> ImportRun:
    """Keep the files of an export and have them read; StorageDown when they cannot be kept."""
    run = ImportRun.objects.create(created_by=actor)
    for number, upload in enumerate(uploads, start=1):
        key = f"imports/{run.uid}/{number}.csv"
        gateway.put(key, upload, "text/csv")
        ImportFile.objects.create(run=run, name=upload.name[:255], key=key, size=upload.size)
    enqueue("opendata.rehearse", run=run.pk)
    return run


@action("import.rehearsed", rule=rules.can_import)
def keep_report(
    *, actor: Any, run: ImportRun, report: Report | None, refused: str = ""
) -> ImportRun:
    """Keep what the dry run found, or the reason why a file was refused."""
    run.report = report.as_dict() if report else {"refused": refused}
    run.state = ImportRun.State.READY if report else ImportRun.State.REFUSED
    run.total = sum(f.rows for f in report.files) if report else 0
    run.progress = 0
    run.save(update_fields=["report", "state", "total", "progress"])
    return run


@action("import.confirmed", rule=rules.can_import)
def confirm_import(*, actor: Any, run: ImportRun) -> ImportRun:
    """Have a rehearsed import loaded; NotReady when it is not waiting for that."""
    changed = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.READY).update(
        state=ImportRun.State.LOADING, progress=0
    )
    if not changed:
        raise NotReady
    enqueue("opendata.load", run=run.pk)
    return run


@action("import.loaded", rule=rules.can_import)
def load_export(
    *,
    actor: Any,
    files: Sequence[Rows],
    at: datetime | None = None,
    tick: Callable[[int], None] | None = None,
) -> Report:
    """Move the rows of these files in, in one transaction; run again, it adds only what is new."""
    return Loading(now=at or timezone.now(), tick=tick).run(files)


@action("import.finished", rule=rules.can_import)
def finish_import(
    *, actor: Any, run: ImportRun, report: Report | None, refused: str = ""
) -> ImportRun:
    """Close a run with its hand-over report, or say why it stopped; its files are forgotten."""
    run.report = report.as_dict() if report else {**run.report, "refused": refused}
    run.state = ImportRun.State.DONE if report else ImportRun.State.FAILED
    run.finished_at = timezone.now()
    run.save(update_fields=["report", "state", "finished_at"])
    enqueue("opendata.forget_files", run=run.pk)
    return run
