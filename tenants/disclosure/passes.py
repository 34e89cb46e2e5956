"""The pass by which somebody of a team enters the club: a minute, one use, one audience.

Written in the city (or at the provider's), read by the club. It is signed with a key of its own,
made from the secret key and from each of its fallbacks: two keys hold during a rotation, and
nothing else that is signed here can be taken for a pass. `sub` is opaque, neither a key nor an
address. Pure: who may have one, and whether it was used, is said elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.http import urlencode

PROVIDER = 0
"""The issuer of passes of the provider's people, who look after the club."""
LIFE = 60
TOLERANCE = 30
LONGEST = 6_000
_KEY_LABEL = b"agora.club.pass/1"
_SALT = "agora.club.pass"
_TEXTS = {"name": 120, "title": 120, "mail": 254}
_PATH = re.compile(
    r"/(?:(?:sujets|fiches|modeles|annuaire|moi|moderation|mon-espace)/(?:[\w-]+(?:\.[\w-]+)*/?|[\w-]+/)*)?"
    r"(?:\?[\w=&%+.~-]*)?(?:#[\w-]*)?",
    re.ASCII,
)


class BadPass(Exception):
    """This opens nothing; the class says why, for the log alone."""


class Malformed(BadPass):
    """It is not a pass at all, or one whose parts are not what they should be."""


class Forged(BadPass):
    """No key of ours signed that."""


class WrongAudience(BadPass):
    """It was written for another club."""


class Expired(BadPass):
    """Its minute is over."""


class TooEarly(BadPass):
    """It comes from the future: a clock is wrong."""


@dataclass(frozen=True)
class Pass:
    """What a pass says. `iss` is the city, or `PROVIDER`; `next` where it leads."""

    iss: int
    aud: str
    sub: uuid.UUID
    name: str
    title: str
    mail: str
    roles: tuple[str, ...]
    jti: uuid.UUID
    iat: int
    exp: int
    next: str

    @property
    def city_id(self) -> int | None:
        """The city of the bearer; none for the provider's people."""
        return self.iss or None


def local_path(asked: str) -> str:
    """Return a page of the club as it was asked for; anything else leads to its front page."""
    return asked if len(asked) <= 500 and _PATH.fullmatch(asked) else "/"


def way_in(door: str, asked: str) -> str:
    """Return the address, on a city or on the console, that leads to a page of the club."""
    path = local_path(asked)
    return door if path == "/" else f"{door}?{urlencode({'suite': path})}"


def mint(
    *,
    issuer: int,
    subject: uuid.UUID,
    name: str,
    title: str,
    mail: str,
    roles: Iterable[str],
    at: datetime,
    path: str = "/",
) -> str:
    """Write and sign a pass good for one minute from `at`."""
    now = int(at.timestamp())
    said = Pass(
        iss=issuer,
        aud=settings.CLUB_HOST,
        sub=subject,
        name=name[: _TEXTS["name"]],
        title=title[: _TEXTS["title"]],
        mail=mail,
        roles=tuple(sorted(roles)),
        jti=uuid.uuid4(),
        iat=now,
        exp=now + LIFE,
        next=local_path(path),
    )
    return sign(asdict(said))


def sign(said: Any) -> str:
    """Put the seal of the present key on what a pass says."""
    key = _keys()[0]
    body = signing.b64_encode(json.dumps(said, default=str).encode()).decode()
    return _signer(key).sign(f"{_name_of(key)}.{body}")


def read(token: str, *, at: datetime) -> Pass:
    """Return what a pass says if it is ours, for us, and of this minute; else raise `BadPass`."""
    if not 0 < len(token) <= LONGEST or not token.isascii():
        raise Malformed
    said = _parsed(opened(token))
    check_audience(said)
    check_times(said, at=at)
    return said


def opened(token: str) -> Any:
    """Check the seal, before a word of what is under it is believed, and take it off."""
    named = {_name_of(key): key for key in _keys()}
    key = named.get(token.partition(".")[0])
    if key is None:
        raise Forged
    try:
        body = _signer(key).unsign(token).partition(".")[2]
    except signing.BadSignature as error:
        raise Forged from error
    return unpacked(body)


def unpacked(body: str) -> Any:
    """Return the JSON written in a body."""
    try:
        return json.loads(signing.b64_decode(body.encode()))
    except ValueError as error:
        raise Malformed from error


def check_audience(said: Pass) -> None:
    """Refuse what was written for somebody else."""
    if not hmac.compare_digest(said.aud.encode(), settings.CLUB_HOST.encode()):
        raise WrongAudience


def check_times(said: Pass, *, at: datetime) -> None:
    """Refuse a pass of another minute; clocks may differ by half a minute."""
    now = at.timestamp()
    if now > said.exp + TOLERANCE:
        raise Expired
    if now < said.iat - TOLERANCE:
        raise TooEarly


def _parsed(said: Any) -> Pass:
    try:
        whole = Pass(
            **said
            | {
                "sub": uuid.UUID(said["sub"]),
                "jti": uuid.UUID(said["jti"]),
                "roles": tuple(said["roles"]),
            }
        )
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Malformed from error
    if not _sound(whole):
        raise Malformed
    return whole


def _sound(said: Pass) -> bool:
    numbers = (said.iss, said.iat, said.exp)
    if any(type(one) is not int or not 0 <= one < 2**63 for one in numbers):
        return False
    words = (said.aud, said.next, *said.roles)
    if not all(isinstance(one, str) for one in words):
        return False
    for field, most in _TEXTS.items():
        text = getattr(said, field)
        if not isinstance(text, str) or len(text) > most:
            return False
    return bool(said.name) and said.exp - said.iat == LIFE


def _keys() -> list[bytes]:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hmac.digest(secret.encode(), _KEY_LABEL, "sha256") for secret in secrets]


def _name_of(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:8]


def _signer(key: bytes) -> signing.Signer:
    return signing.Signer(key=key.hex(), sep=":", salt=_SALT, fallback_keys=[])
