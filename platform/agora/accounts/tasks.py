"""Upkeep of accounts at night."""

from agora.jobs import task

from .session_store import SessionStore


@task("accounts.sweep", scope="house")
def sweep() -> None:
    """Drop sessions that nobody can use any more, and the unfinished words they kept."""
    SessionStore.clear_expired()
