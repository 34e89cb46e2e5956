"""The table of backups: written by the machine alone, one row for each backup or proof."""

from typing import Any

from agora.action import action
from tenants import rules
from tenants.models import Backup


@action("backup.recorded", rule=rules.is_machine)
def record_backup(
    *, actor: Any, kind: str, ok: bool, size: int = 0, seconds: float = 0, note: str = ""
) -> Backup:
    """Keep that a backup or a proof ended, and how."""
    return Backup.objects.create(kind=kind, ok=ok, size=size, seconds=seconds, note=note[:300])
