"""Job entry points."""

from agora.jobs import task
from agora.rules import SYSTEM
from participation.consultations import queries, rules
from participation.consultations.actions.publish import refresh_states


@task("consultations.refresh_states")
def refresh() -> None:
    """Bring the labels scheduled, open and closed up to the calendar; no write when none moved."""
    at = queries.clock()
    if rules.mislabelled(at) or rules.closing_untold(at):
        refresh_states(actor=SYSTEM, at=at)
