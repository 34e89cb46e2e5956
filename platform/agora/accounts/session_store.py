"""Where sessions are kept: the table of the house one is in. `SESSION_ENGINE` names this module."""

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as TableStore
from django.db import OperationalError


class SessionStore(TableStore):  # the name is part of the salt: sessions of former releases live on
    """A row in `django_session`, which says so when the database goes away while it is written."""

    def save(self, must_create: bool = False) -> None:
        """Write the row; `UpdateError` when it was deleted meanwhile.

        Django's own store takes any failure for a deleted row, and the middleware answers 400: an
        outage is told as what it is, so that the page that says so gives the words back.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise
