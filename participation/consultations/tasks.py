"""Job entry points."""

from agora.jobs import task
from agora.rules import SYSTEM
from participation.consultations.actions.publish import refresh_states


@task("consultations.refresh_states")
def refresh() -> None:
    """Bring the labels scheduled, open and closed up to the calendar."""
    refresh_states(actor=SYSTEM)
