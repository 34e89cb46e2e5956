"""Telling an address what happened: signed as Stripe signs, and as unreliable as the Internet."""

import hashlib
import hmac
import http.client
import json
import random
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

Post = Callable[[bytes, str], int]


def signed(body: bytes, secret: str, at: int) -> str:
    """Return the `Stripe-Signature` header of a body."""
    mac = hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256)
    return f"t={at},v1={mac.hexdigest()}"


def post_to(url: str) -> Post:
    """Post to an address by HTTP; names below `.localhost` lead to this machine, as in browsers."""
    parts = urlsplit(url)
    name = parts.hostname or ""
    where = "127.0.0.1" if name.endswith("localhost") else name

    def post(body: bytes, signature: str) -> int:
        link = http.client.HTTPConnection(where, parts.port or 80, timeout=10)
        try:
            headers = {"Host": parts.netloc, "Content-Type": "application/json"}
            link.request("POST", parts.path, body, {**headers, "Stripe-Signature": signature})
            return link.getresponse().status
        finally:
            link.close()

    return post


def unreliable(
    events: list[dict[str, Any]], *, lost: float, doubled: float, shuffled: bool, seed: int
) -> list[dict[str, Any]]:
    """What arrives of these events: some never, some twice, in any order."""
    chance = random.Random(seed)
    arriving = [one for one in events if chance.random() >= lost]
    arriving += [one for one in arriving if chance.random() < doubled]
    if shuffled:
        chance.shuffle(arriving)
    return arriving


def deliver(events: list[dict[str, Any]], post: Post, *, secret: str, at: int) -> list[int]:
    """Post each event, signed; return the statuses (0: nobody answered)."""
    statuses = []
    for event in events:
        body = json.dumps(event).encode()
        try:
            statuses.append(post(body, signed(body, secret, at)))
        except OSError:
            statuses.append(0)
    return statuses
