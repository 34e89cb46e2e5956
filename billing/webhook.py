"""Believing, or not, that Stripe says something: its signature, and what a hint points at.

Our own lines over `hmac`, since the SDK stays out of web processes (2 s and 40 MB). A hint says
where to look; nothing else of it is read or kept: what happened is asked of Stripe by a job.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 1024 * 1024
TOLERANCE = 300  # seconds, in the past as in the future
OLDEST = 35 * 24 * 3600  # seconds; Stripe itself keeps 30 days and tries for 3
_NAME = re.compile(r"[A-Za-z0-9_.]{1,80}")
_OBJECT = re.compile(r"[a-z]{2,12}_[A-Za-z0-9_]{1,60}")


class NotBelieved(Exception):
    """Not from Stripe, not for us, or not now. The reason is for us, never for who sent it."""


@dataclass(frozen=True)
class Hint:
    """That something happened; `about` is what to ask for, empty if nothing of ours can be."""

    id: str
    type: str
    at: int
    about: str


def read(body: bytes, header: str, *, secret: str, live: bool, now: int) -> Hint:
    """Return the hint of a signed body, or raise `NotBelieved`; `now` in seconds since 1970."""
    if len(body) > MOST_BYTES:
        raise NotBelieved("too long")
    verify(body, header, secret=secret, now=now)
    try:
        told = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise NotBelieved("no JSON") from None
    if not isinstance(told, dict):
        raise NotBelieved("no object")
    name, kind, at = told.get("id"), told.get("type"), told.get("created")
    if not _named(name) or not _named(kind) or type(at) is not int:
        raise NotBelieved("no event")
    if told.get("livemode") is not live:
        raise NotBelieved("the other mode")
    if now - at > OLDEST:
        raise NotBelieved("too old")
    return Hint(str(name), str(kind), at, about(told))


def verify(body: bytes, header: str, *, secret: str, now: int) -> None:
    """Check `t=…,v1=…`: an HMAC-SHA256 of "t.body" by our secret, at most 300 seconds away."""
    if not secret.strip() or not header.isascii() or len(header) > 2000:
        raise NotBelieved("no signature")
    parts = [part.partition("=") for part in header.split(",")]
    times = [value for name, _equals, value in parts if name == "t"]
    given = [value for name, _equals, value in parts if name == "v1"]
    if not times or not given or not re.fullmatch(r"\d{1,12}", times[0]):
        raise NotBelieved("no signature")
    signed = hmac.new(secret.encode(), times[0].encode() + b"." + body, hashlib.sha256).hexdigest()
    # Every one is compared, in constant time: Stripe sends two while a secret is changed.
    matches = [hmac.compare_digest(signed, one) for one in given]
    if not any(matches):
        raise NotBelieved("another signature")
    if abs(now - int(times[0])) > TOLERANCE:
        raise NotBelieved("not now")


def about(told: Mapping[str, Any]) -> str:
    """Name what to ask Stripe for: an invoice if the thing speaks of one, else an intent.

    Only the names of things are looked at, and each must look like one.
    """
    inside = told.get("data")
    thing = inside.get("object") if isinstance(inside, dict) else None
    if not isinstance(thing, dict):
        return ""
    found = [thing.get("id"), thing.get("invoice"), thing.get("payment_intent")]
    names = [one for one in found if isinstance(one, str) and _OBJECT.fullmatch(one)]
    for prefix in ("in_", "pi_"):
        for name in names:
            if name.startswith(prefix):
                return name
    return names[0] if names else ""


def _named(value: object) -> bool:
    return isinstance(value, str) and bool(_NAME.fullmatch(value))
