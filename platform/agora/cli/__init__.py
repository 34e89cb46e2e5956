"""`agora VERB ...`: the processes of the service by name, and the management commands."""

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]

# Each has its module and function: they check their start before Django is loaded.
PROCESSES = {
    "demonstrate": "agora.cli.demonstrate:demonstrate",
    "serve": "agora.cli.serve:serve",
    "work": "agora.cli.work:work",
    "schedule": "agora.cli.work:schedule",
    "verify": "agora.cli.verify:verify",
    "backup": "agora.cli.backup:backup",
    "roles": "agora.cli.roles:roles",
    "secrets": "agora.cli.secrets:secrets",
}


def runs_file() -> Path:
    """Where a running demo says how to reach its database."""
    return Path(os.environ.get("AGORA_DATA_DIR", CHECKOUT / "var")) / "demo.json"


def choose_database(verb: str) -> None:
    """No database for makemigrations; else the environment's, else that of a running demo."""
    if verb == "makemigrations":
        os.environ["AGORA_DATABASE_URL"] = "none"
        os.environ["AGORA_DEMO"] = "0"
        return
    told = {"AGORA_DATABASE_URL", "AGORA_DATABASE_URL_FILE"} & set(os.environ)
    if not told and runs_file().is_file():
        os.environ.update(json.loads(runs_file().read_text(encoding="utf-8")))


def main(argv: list[str] | None = None) -> None:
    """Run one verb.

    A wrong setting is said in one line, with exit code 78; a database that is away, with 75.
    """
    arguments = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agora.conf.settings")
    verb = arguments[0] if arguments else "help"
    if verb != "demonstrate":
        choose_database(verb)
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415  after the choice

    from agora.conf import process, startup  # noqa: PLC0415  it is for processes of the service

    try:
        if verb in PROCESSES:
            sys.exit(_process(verb)(arguments[1:]))
        if verb == "release" and not {"-h", "--help"} & set(arguments):
            startup.begin("release", wait=process.patience())
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        execute_from_command_line(["agora", *arguments])
    except ImproperlyConfigured as wrong:
        print(f"agora {verb}: {wrong}", file=sys.stderr)
        sys.exit(startup.EX_CONFIG)
    except startup.Away as away:
        print(f"agora {verb}: {away}", file=sys.stderr)
        sys.exit(startup.EX_TEMPFAIL)


def _process(verb: str) -> Callable[[list[str]], int]:
    module, _colon, name = PROCESSES[verb].partition(":")
    found: Callable[[list[str]], int] = getattr(import_module(module), name)
    return found
