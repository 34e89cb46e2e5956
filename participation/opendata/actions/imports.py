"""The three verbs of moving in: receive the files, rehearse, load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agora.action import action
from participation.opendata import rules
from participation.opendata.actions._loading import Loading
from participation.opendata.decidim.entities import IMPORTED, LABELS
from participation.opendata.decidim.reader import BadFile, open_csv
from participation.opendata.decidim.records import Rows
from participation.opendata.report import Report


class _Rehearsed(Exception):
    """Carries the report out of the transaction that must leave nothing behind."""


def open_files(files: Sequence[tuple[Path, str]]) -> list[Rows]:
    """Open (path, name) pairs as known exports; BadFile names the first that is not one."""
    opened = []
    for path, name in files:
        rows = Rows(open_csv(path, name))
        if rows.entity is None:
            raise BadFile(
                _("ces colonnes ne sont celles d’aucun export Decidim connu."), name=name, line=1
            )
        if rows.entity not in IMPORTED:
            raise BadFile(
                _("les %(what)s ne se reprennent pas encore. Retirez ce fichier de l’envoi.")
                % {"what": LABELS[rows.entity]},
                name=name,
            )
        opened.append(rows)
    return opened


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
