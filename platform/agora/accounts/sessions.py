"""What the present session has proved: when, by password, by code, by telephone."""

import time
from typing import Any

from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest


def minutes_since_sign_in(request: HttpRequest) -> float:
    """Return how long ago this session last proved anything."""
    records = _records(request)
    return (time.time() - records[-1]["at"]) / 60 if records else float("inf")


def passed_second_factor(request: HttpRequest) -> bool:
    """Say whether this session showed a code of the telephone (or a recovery code)."""
    return any(record.get("method") == "mfa" for record in _records(request))


def note_sign_in(request: HttpRequest, user: Any) -> None:
    """Remember that this person just chose the password of their new account."""
    record_authentication(request, user, method="password")


def note_second_factor(request: HttpRequest) -> None:
    """Remember that this session just showed its first code."""
    record_authentication(request, _person(request), method="mfa", type="totp")


def keep_this_one(request: HttpRequest) -> None:
    """Renew the present session after the person closed all of theirs."""
    update_session_auth_hash(request, _person(request))


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = get_authentication_records(request, _person(request))
    return records


def _person(request: HttpRequest) -> Any:
    user = request.user
    # A lazy user is not accepted everywhere: give the object it stands for.
    return user if user.is_authenticated else None
