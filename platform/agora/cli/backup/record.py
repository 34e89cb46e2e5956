"""The row that each backup and each proof leaves: what the watch looks at."""

import sys


def record(kind: str, *, ok: bool, size: int = 0, seconds: float, note: str) -> None:
    """Leave a row through the provider's own action; say why if the database does not take it."""
    try:
        import django  # noqa: PLC0415  a backup that failed before needs none of it

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        words = ["--ok"] if ok else []
        numbers = [f"--size={size}", f"--seconds={seconds:.2f}", f"--note={note[:300]}"]
        call_command("record_backup", kind, *words, *numbers)
    except Exception as error:  # whatever it is, the backup itself stands as it stands
        reason = " ".join(str(error).split())[:200]
        print(f"agora backup: not recorded in the database: {reason}", file=sys.stderr)
