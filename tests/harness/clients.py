"""Test clients: each speaks to one host, and each request begins outside every house."""

import time
from collections.abc import Callable
from contextvars import copy_context
from typing import Any, TypeVar

from django.test import Client

from agora.context import NONE, current
from agora.context.directory import Place

T = TypeVar("T")


class HouseClient(Client):
    """Django's client, bound to a host; sessions are written in that host's house."""

    def __init__(self, host: str, place: Place, **options: Any) -> None:
        super().__init__(headers={"host": host}, **options)
        self.host = host
        self.place = place

    def request(self, **request: Any) -> Any:
        """Send a request from a clean context, as a server would."""
        return outside(lambda: super(HouseClient, self).request(**request))

    @property
    def session(self) -> Any:
        """The session of this browser, read in its house."""
        return self._inside(lambda: Client.session.fget(self))  # type: ignore[attr-defined]

    def force_login(
        self, user: Any, backend: str | None = None, *, second_factor: bool = True
    ) -> None:
        """Sign in without a form; the session has shown its second factor, unless told."""
        self._inside(lambda: super(HouseClient, self).force_login(user, backend))
        if second_factor:
            self._inside(lambda: self._show_second_factor(user))

    def _show_second_factor(self, user: Any) -> None:
        session = self.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    def login(self, **credentials: Any) -> bool:
        """Sign in with a password, without a form."""
        return bool(self._inside(lambda: super(HouseClient, self).login(**credentials)))

    def logout(self) -> None:
        """Forget the session."""
        self._inside(lambda: super(HouseClient, self).logout())

    def _inside(self, work: Callable[[], T]) -> T:
        def visit() -> T:
            with self.place.visit():
                return work()

        return outside(visit)


def outside(work: Callable[[], T]) -> T:
    """Run in a copy of this context where no house is entered."""

    def from_nowhere() -> T:
        current.set(NONE)
        return work()

    return copy_context().run(from_nowhere)
