"""Writes: opening, changing, protecting and erasing an account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db.models import F
from django.utils import timezone

from agora import personal_data
from agora.action import action
from agora.context import house
from agora.rules import forget_roles, is_system

from . import letters, rules
from .models import IdentityLevel, Invitation, RoleAssignment, User
from .queries import INVITATION_DAYS, roles_held
from .registries import departures


@action("account.opened", rule=rules.signed_out, operator=True, begins=True)
def open_account(
    *, actor: Any, email: str, pseudonym: str, password: str = "", language: str = "fr"
) -> User:
    """Give a visitor an account at once; the address is confirmed afterwards, if ever.

    Whoever calls has shown the charter and the privacy notice, and got a yes to both.
    """
    user = _new_user(email=email, pseudonym=pseudonym, password=password, language=language)
    user.charter_accepted_at = user.privacy_accepted_at = timezone.now()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    return user


@action("account.loaded", rule=is_system, operator=True)
def load_accounts(*, actor: Any, people: Iterable[Mapping[str, Any]]) -> list[User]:
    """Create many accounts in one write (import, demonstration); they sign in by code."""
    rows = [_new_user(**person) for person in people]
    return User.objects.bulk_create(rows, batch_size=500)


@action("account.profile_changed", rule=rules.is_self, operator=True)
def change_profile(
    *, actor: Any, user: User, pseudonym: str, full_name: str = "", language: str = "fr"
) -> User:
    """Change what others read of a person, and what only the team may."""
    user.pseudonym, user.full_name, user.language = pseudonym, full_name, language
    user.save(update_fields=["pseudonym", "pseudonym_key", "full_name", "language"])
    return user


@action("account.address_asked", rule=rules.is_self, operator=True)
def ask_address(*, actor: Any, user: User, email: str) -> EmailAddress:
    """Note the new address; the old one stays until a mail to the new one is answered."""
    pending = EmailAddress.objects.filter(user=user, verified=False, primary=False)
    pending.delete()
    address, _created = EmailAddress.objects.get_or_create(user=user, email=email.lower())
    return address


@action("account.address_confirmed", rule=rules.is_self, operator=True)
def confirm_address(*, actor: Any, user: User, address: EmailAddress) -> User:
    """Make a confirmed address the account's, and believe its owner one step more."""
    EmailAddress.objects.filter(user=user).exclude(pk=address.pk).delete()
    address.verified = address.primary = True
    address.save()
    user.email = address.email
    user.identity_level = max(user.identity_level, IdentityLevel.EMAIL_VERIFIED)
    user.save(update_fields=["email", "identity_level"])
    return user


@action("account.password_set", rule=rules.is_self, operator=True)
def set_password(*, actor: Any, user: User, password: str) -> User:
    """Give an account its first or next password; other sessions end."""
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


@action("account.second_factor_set", rule=rules.is_self, operator=True)
def set_second_factor(*, actor: Any, user: User, secret: str) -> User:
    """Ask for a code of this telephone at each sign-in, with recovery codes beside."""
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return user


@action("account.second_factor_removed", rule=rules.is_self, operator=True)
def remove_second_factor(*, actor: Any, user: User) -> User:
    """Stop asking for a code; the rule of the team (`adapter`) comes before."""
    Authenticator.objects.filter(user=user).delete()
    return user


@action("account.recovery_codes_renewed", rule=rules.is_self, operator=True)
def renew_recovery_codes(*, actor: Any, user: User) -> User:
    """Replace the recovery codes; the former ones stop working."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(user)
    return user


@action("account.sessions_closed", rule=rules.is_self, operator=True)
def close_sessions(*, actor: Any, user: User) -> User:
    """End every session of a person; the caller keeps its own by renewing its hash."""
    return _close_sessions(user)


@action("account.data_taken", rule=rules.is_self, operator=True)
def note_data_taken(*, actor: Any, user: User) -> User:
    """Leave a trace that a copy of all the data of a person went out."""
    return user


@action("account.erased", rule=rules.is_self, operator=True)
def erase_account(*, actor: Any, user: User) -> User:
    """Forget a person: links are cut everywhere, what they published stays, unsigned."""
    letters.warn(user, "erased")
    personal_data.erase_person(user)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    RoleAssignment.objects.filter(user=user).delete()
    Invitation.objects.filter(email=user.email).delete()
    user.email, user.pseudonym, user.full_name = None, "", ""
    user.identity_level, user.restricted_until = IdentityLevel.NONE, None
    user.last_login, user.is_active, user.erased_at = None, False, timezone.now()
    user.set_unusable_password()
    user.save()
    _forget_jobs(user)
    _tell_departure(user)
    return _close_sessions(user)


@action("team.invited", rule=rules.leads_team, operator=True)
def invite(*, actor: Any, email: str, roles: Iterable[str]) -> Invitation:
    """Send a person the link by which they join the team; a former one stops working."""
    address = email.strip().lower()
    _withdraw(address)
    invitation = Invitation.objects.create(
        email=address,
        roles=sorted(set(roles)),
        invited_by=_of_this_house(actor),
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    letters.invite(invitation)
    return invitation


@action("team.invitation_revoked", rule=rules.leads_team, operator=True)
def revoke_invitation(*, actor: Any, invitation: Invitation) -> Invitation:
    """Make a link stop working before it was used."""
    _withdraw(invitation.email)
    invitation.refresh_from_db()
    return invitation


@action("team.joined", rule=rules.holds_invitation, operator=True)
def join_team(
    *,
    actor: Any,
    invitation: Invitation,
    pseudonym: str = "",
    full_name: str = "",
    password: str = "",
) -> User:
    """Use the link once: open the account if there is none, and give it the jobs promised."""
    found = User.objects.filter(email=invitation.email).first()
    user = found or _new_user(
        email=invitation.email, pseudonym=pseudonym, full_name=full_name, password=password
    )
    user.identity_level = max(user.identity_level, IdentityLevel.EMAIL_VERIFIED)
    user.charter_accepted_at = user.charter_accepted_at or timezone.now()
    user.privacy_accepted_at = user.privacy_accepted_at or timezone.now()
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    _hold(user, set(invitation.roles) | roles_held(user), by=invitation.invited_by)
    invitation.accepted_at, invitation.user = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "user"])
    return user


@action("team.roles_changed", rule=rules.changes_member, operator=True)
def change_roles(*, actor: Any, user: User, roles: Iterable[str]) -> User:
    """Say which jobs a person holds in the whole house; none makes them a resident again."""
    _hold(user, set(roles), by=_of_this_house(actor))
    return user


@action("team.deactivated", rule=rules.changes_member, operator=True)
def deactivate(*, actor: Any, user: User) -> User:
    """Shut someone out at once, open sessions included; what they wrote stays."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    _tell_departure(user)
    return _close_sessions(user)


@action("team.reactivated", rule=rules.changes_member, operator=True)
def reactivate(*, actor: Any, user: User) -> User:
    """Let someone in again, with the jobs they had."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


def _new_user(*, email: str, pseudonym: str, password: str = "", **fields: Any) -> User:
    user = User(email=email.strip().lower(), pseudonym=pseudonym, **fields)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    return user


def _close_sessions(user: User) -> User:
    User.objects.filter(pk=user.pk).update(sessions_epoch=F("sessions_epoch") + 1)
    user.refresh_from_db(fields=["sessions_epoch"])
    return user


def _withdraw(email: str) -> None:
    waiting = Invitation.objects.filter(
        email=email, accepted_at__isnull=True, revoked_at__isnull=True
    )
    waiting.update(revoked_at=timezone.now())


def _hold(user: User, roles: set[str], *, by: User | None) -> None:
    held = RoleAssignment.objects.filter(user=user)
    taken, _rows = held.exclude(role__in=roles).delete()
    missing = roles - set(held.values_list("role", flat=True))
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, role=role, granted_by=by) for role in sorted(missing)
    )
    _forget_jobs(user)
    if taken:
        _tell_departure(user)


def _forget_jobs(user: User) -> None:
    if hasattr(user, "held_role_names"):
        del user.held_role_names
    forget_roles(user)


def _tell_departure(user: User) -> None:
    for told in departures.values():
        told(user)


def _of_this_house(actor: Any) -> User | None:
    """Return the actor when it is a row of this house: no foreign key reaches another."""
    at_home = isinstance(actor, User) and getattr(actor._state, "house", "") == house()
    return actor if at_home else None
