"""Nightly housekeeping of the table of words."""

from agora.jobs import task
from agora.rules import SYSTEM
from participation.contributions.actions.reply import keep_tables


@task("contributions.keep_tables")
def keep_tables_nightly() -> None:
    """Draw a new random order, recount reports, forget old form keys."""
    keep_tables(actor=SYSTEM)
