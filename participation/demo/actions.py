"""The demonstration's own writes; the rest goes through the other slices' actions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from agora.accounts.demo import PASSWORD, uid_of
from agora.accounts.models import IdentityLevel, RoleAssignment, User
from agora.action import action
from agora.rules import is_system
from participation.consultations.models import Consultation, Link, TeamMember
from participation.contributions.models import OfficialReply

SECRET = "AGORADEMOAGORADEMOAGORADEMOAGORA"  # noqa: S105 - public: it guards the embedded database


@cache
def _hashed() -> str:
    """The one password of all, hashed once: it takes a fifth of a second."""
    return make_password(PASSWORD)


@action("demo.account_made", rule=is_system, operator=True)
def make_account(*, actor: Any, email: str, name: str, roles: tuple[str, ...] = ()) -> User:
    """Return an account that can sign in, with its second factor when it holds a job."""
    now = timezone.now()
    user = User(
        uid=uid_of(email),
        email=email,
        pseudonym=name,
        full_name=name if roles else "",
        identity_level=IdentityLevel.EMAIL_VERIFIED,
        charter_accepted_at=now,
        privacy_accepted_at=now,
    )
    user.password = _hashed()
    user.save()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    for role in roles:
        RoleAssignment.objects.create(user=user, role=role)
    if roles:
        TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
    return user


@action("demo.answers_loaded", rule=is_system)
def load_answers(
    *,
    actor: Any,
    replies: Sequence[OfficialReply],
    links: Sequence[Link] = (),
    team: Sequence[TeamMember] = (),
) -> None:
    """Add the city's replies, links and teams without telling eight hundred invented people."""
    OfficialReply.objects.bulk_create(replies, batch_size=500)
    Link.objects.bulk_create(links)
    TeamMember.objects.bulk_create(team)


@action("demo.restitution_given", rule=is_system)
def give_restitution(*, actor: Any, consultation: Consultation, text: str, on: Any) -> Consultation:
    """Write the restitution of a consultation of the past."""
    consultation.restitution_text, consultation.restituted_on = text, on
    consultation.save(update_fields=["restitution_text", "restituted_on"])
    return consultation
