"""Upkeep of accounts at night."""

from django.contrib.sessions.backends.db import SessionStore

from agora.jobs import task


@task("accounts.sweep", scope="house")
def sweep() -> None:
    """Drop sessions that nobody can use any more, and the unfinished words they kept."""
    SessionStore.clear_expired()
