"""The demonstration has no telephone: it shows the present code of its invented people."""

import time
import uuid
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.http import Http404

from . import queries

PASSWORD = "agora-demo-2026"  # noqa: S105 (public: it only guards the embedded database)
_PERIOD = 30


@dataclass(frozen=True)
class DemoPerson:
    """One line of the page of demonstration accounts."""

    name: str
    email: str
    jobs: list[str]
    code: str


def uid_of(email: str) -> uuid.UUID:
    """Return the number of an invented person, the same in each house that tells their story."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"mailto:{email}")


def current_code(user: Any) -> str:
    """Return the code a telephone would show now; nothing outside the demonstration."""
    if not settings.DEMO:
        return ""
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if factor is None:
        return ""
    return code_of(decrypt(factor.data["secret"]))


def code_of(secret: str) -> str:
    """Return the present code of a secret being set up; nothing outside the demonstration."""
    if not settings.DEMO:
        return ""
    return format_hotp_value(hotp_value(secret, int(time.time()) // _PERIOD))


def people_or_404() -> list[DemoPerson]:
    """List the team of this house with its codes; anywhere but in the demonstration, a 404."""
    if not settings.DEMO:
        raise Http404
    return [_line(member) for member in queries.team().filter(is_active=True)]


def _line(member: Any) -> DemoPerson:
    return DemoPerson(
        member.get_full_name(), member.email, queries.job_labels(member), current_code(member)
    )
