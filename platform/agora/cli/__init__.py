"""`agora VERB ...`: the management commands by name, `serve` for the demo."""

import json
import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def runs_file() -> Path:
    """Where a running demo says how to reach its database."""
    return Path(os.environ.get("AGORA_DATA_DIR", CHECKOUT / "var")) / "demo.json"


def choose_database(verb: str) -> None:
    """No database for makemigrations; else the environment's, else that of a running demo."""
    if verb == "makemigrations":
        os.environ["AGORA_DATABASE_URL"] = "none"
        os.environ["AGORA_DEMO"] = "0"
    elif "AGORA_DATABASE_URL" not in os.environ and runs_file().is_file():
        os.environ.update(json.loads(runs_file().read_text(encoding="utf-8")))


def main(argv: list[str] | None = None) -> None:
    """Run one verb."""
    arguments = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agora.conf.settings")
    verb = arguments[0] if arguments else "help"
    if verb == "serve":
        from agora.cli.serve import serve  # noqa: PLC0415  it must not load Django

        sys.exit(serve(arguments[1:]))
    choose_database(verb)
    from django.core.management import execute_from_command_line  # noqa: PLC0415  after the choice

    execute_from_command_line(["agora", *arguments])
