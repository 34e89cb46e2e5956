"""A session of the club: new at each entry, twelve hours at most, whatever is done meanwhile."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest

ENTERED = "club_entered_at"
LONGEST = 12 * 60 * 60


def open_session(request: HttpRequest, account: Any) -> None:
    """Begin a session for whoever showed a pass; what this browser had before is forgotten."""
    forget(request)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[ENTERED] = int(time.time())
    request.session.set_expiry(LONGEST)
    request.session.save()


def forget(request: HttpRequest) -> None:
    """End the session of this browser, with all that it held."""
    logout(request)


def is_over(request: HttpRequest) -> bool:
    """Tell whether this session is older than it may be; the server's clock counts, no cookie."""
    entered = request.session.get(ENTERED)
    return not isinstance(entered, int) or time.time() - entered >= LONGEST
