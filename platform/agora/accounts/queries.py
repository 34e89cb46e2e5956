"""Reads: people, names that are free, the team, invitations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core import signing
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from agora import personal_data
from agora.context import city_or_none, house
from agora.rules import Role, held_roles, roles

from . import names
from .models import IdentityLevel, Invitation, RoleAssignment, User

INVITATION_DAYS = 14
PROVIDER_PREFIX = "provider_"
_SALT = "agora.accounts.invitation"


def level_of(actor: Any) -> IdentityLevel:
    """Return how sure we are of who `actor` is; a visitor is nobody yet."""
    return IdentityLevel(getattr(actor, "identity_level", IdentityLevel.NONE))


def people() -> QuerySet[User]:
    """Return everyone who has an account, erased ones left out."""
    return User.objects.filter(erased_at__isnull=True)


def team() -> QuerySet[User]:
    """Return whoever holds a job, with their jobs, by name; at the provider's, everybody."""
    held = RoleAssignment.objects.filter(user=OuterRef("pk"))
    members = people() if house() == "public" else people().filter(Exists(held))
    in_order = members.order_by("-is_active", "full_name", "pseudonym", "pk")
    return in_order.prefetch_related("role_assignments")


def team_listed(*, role: str = "", state: str = "") -> QuerySet[User]:
    """Return the team narrowed to a job, and to those let in ("actif") or shut out ("ferme")."""
    found = team()
    if role:
        found = found.filter(role_assignments__role=role)
    if state in {"actif", "ferme"}:
        found = found.filter(is_active=state == "actif")
    return found


def known_roles() -> dict[str, Role]:
    """Return the jobs of this kind of house: a city's, or the provider's."""
    provider = house() == "public"
    return {
        name: role for name, role in roles.items() if name.startswith(PROVIDER_PREFIX) == provider
    }


def roles_held(user: User) -> frozenset[str]:
    """Return the names of the jobs `user` holds in the whole house."""
    known = getattr(user, "held_role_names", None)
    if known is None:
        known = user.role_assignments.values_list("role", flat=True)
    return frozenset(known)


def job_labels(member: User) -> list[str]:
    """Return the jobs of a member of `team()`, in words, without asking the database again."""
    names = [held.role for held in member.role_assignments.all()]
    return [str(roles.get(name).label) for name in names if name in roles]


def member_or_404(uid: str) -> User:
    """Return the member of the team known by `uid`."""
    found = team().filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def account_with(email: str) -> User | None:
    """Return the account of that address in this house, if any."""
    return User.objects.filter(email=email.strip().lower()).first()


def is_of_team(email: str) -> bool:
    """Say whether that address is somebody's of the team, or of the provider's people."""
    found = account_with(email)
    return found is not None and (found.is_operator or bool(held_roles(found)))


def email_is_taken(email: str, *, but: User | None = None) -> bool:
    """Say whether another account of this house uses that address."""
    found = User.objects.filter(email=email.lower())
    return (found.exclude(pk=but.pk) if but and but.pk else found).exists()


def pseudonym_is_taken(name: str, *, but: User | None = None) -> bool:
    """Say whether `name` reads like somebody else's, or like one of the team's disguised."""
    others = User.objects.exclude(pk=but.pk) if but and but.pk else User.objects.all()
    if others.filter(pseudonym_key=names.key(name)).exists():
        return True
    staff = others.filter(role_assignments__isnull=False).values_list("pseudonym", flat=True)
    disguise = names.disguise_key(name)
    return any(disguise == names.disguise_key(member) for member in staff.distinct())


def free_pseudonym(name: str) -> str:
    """Return a free name close to `name`."""
    tries = names.variants(name)
    keys = {names.key(one) for one in tries}
    taken = set(User.objects.filter(pseudonym_key__in=keys).values_list("pseudonym_key", flat=True))
    return names.numbered(name, taken=taken)


def pending_address(user: User) -> str:
    """Return the address whose confirmation is awaited, if any."""
    waiting = EmailAddress.objects.filter(user=user, verified=False).order_by("-pk").first()
    return waiting.email if waiting else ""


def address_is_confirmed(user: User) -> bool:
    """Say whether the person answered a mail sent to their present address."""
    return EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()


def my_data(user: User) -> dict[str, dict[str, Any]]:
    """Return all that the house holds on a person, part by part."""
    return {
        key: {"label": str(holding.label), "rows": list(holding.export(user))}
        for key, holding in personal_data.held_here().items()
    }


def city_name() -> str:
    """Return the name of the city we are in, or nothing outside cities."""
    city = city_or_none()
    return city.name if city else ""


def city_asks_confirmation() -> bool:
    """Say whether this house writes to new people to confirm their address (its choice)."""
    city = city_or_none()
    return bool(city.extra.get("confirm_email", True)) if city else True


def open_invitations() -> QuerySet[Invitation]:
    """Return invitations whose link still works, newest first."""
    return Invitation.objects.filter(
        accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
    ).select_related("invited_by")


def invitation_token(invitation: Invitation) -> str:
    """Return the signed word that stands in the link of an invitation."""
    return signing.dumps(str(invitation.uid), salt=_SALT)


def invitation_or_404(token: str) -> Invitation:
    """Return the invitation behind a link, used or not; a forged or foreign one is a 404."""
    try:
        uid = signing.loads(token, salt=_SALT, max_age=timedelta(days=INVITATION_DAYS))
    except signing.BadSignature as forged:
        raise Http404 from forged
    found = Invitation.objects.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found
