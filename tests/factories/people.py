"""People for tests: residents and members of the team, and a way to sign them in."""

from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from agora.accounts.models import IdentityLevel, RoleAssignment, User
from tests.harness.clients import HouseClient

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "trois-petits-chats-verts"

_numbers = count(1)


def make_user(*, password: str = "", confirmed: bool = True, **fields: Any) -> User:
    """A resident, whose address is confirmed unless told; `password=PASSWORD` to type one."""
    number = next(_numbers)
    given = {"email": f"habitant{number}@exemple.fr", "pseudonym": f"Habitant {number}"} | fields
    level = IdentityLevel.EMAIL_VERIFIED if confirmed else IdentityLevel.EMAIL_UNVERIFIED
    user = User(**{"identity_level": level} | given)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=confirmed)
    return user


def make_staff(*roles: str, second_factor: bool = True, **fields: Any) -> User:
    """A member of the team, a director unless told, with their telephone set up."""
    number = next(_numbers)
    named = {"email": f"agent{number}@ville.exemple.fr", "pseudonym": f"Agent {number}"}
    user = make_user(**named | fields)
    for role in roles or ("director",):
        RoleAssignment.objects.create(user=user, role=role)
    if second_factor:
        TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
    return user


def sign_in(client: HouseClient, user: User, *, second_factor: bool = True) -> HouseClient:
    """Open a session as `user`, with the second factor shown unless told."""
    client.force_login(user, second_factor=second_factor)
    return client
