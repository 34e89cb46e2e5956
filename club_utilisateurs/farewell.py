"""The link by which somebody who is out says whether their name stays: signed, used once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from club_utilisateurs.models import Member

DAYS = 7
_SALT = "agora.club.farewell"


class BadLink(Exception):
    """This link is not ours, or is too old."""


@dataclass(frozen=True)
class Farewell:
    """Whose name it is about, and the number that makes the link serve once."""

    member: uuid.UUID
    jti: uuid.UUID


def link_for(member: Member) -> str:
    """Return the address of the choice of one member, for their eyes."""
    return reverse("club_utilisateurs:goodbye", args=[token_for(member)])


def token_for(member: Member) -> str:
    """Write and sign the token of that link."""
    said = {"member": str(member.uid), "jti": str(uuid.uuid4())}
    return signing.dumps(said, salt=_SALT)


def read(token: str) -> Farewell:
    """Return what a token says, or raise `BadLink`."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=DAYS * 24 * 3600)
    except signing.BadSignature as error:
        raise BadLink from error
    return Farewell(uuid.UUID(said["member"]), uuid.UUID(said["jti"]))
