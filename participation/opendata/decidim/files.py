"""Opening the files of one export: each must be a kind of file we know how to move in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from participation.opendata.decidim.entities import IMPORTED, LABELS
from participation.opendata.decidim.reader import BadFile, open_csv
from participation.opendata.decidim.records import Rows


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
