"""Jobs of sharing."""

from agora.jobs import task
from agora.rules import SYSTEM
from participation.sharing.actions.blueprints import sweep_files


@task("sharing.sweep_blueprints")
def sweep_blueprints() -> None:
    """Forget the files of blueprints sent by hand the day before."""
    sweep_files(actor=SYSTEM)
