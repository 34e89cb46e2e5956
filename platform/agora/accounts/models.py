"""Tables of people: accounts, what job they hold, whom the team invited."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agora.context.models import TenantModel, TenantQuerySet

from . import names
from .fields import NameKeyField


class IdentityLevel(models.IntegerChoices):
    """How sure the city is of who is speaking (domain §6); a component asks for a level."""

    NONE = 0, _("Sans compte")
    PSEUDONYM = 1, _("Pseudonyme")
    EMAIL_UNVERIFIED = 2, _("Adresse donnée")
    EMAIL_VERIFIED = 3, _("Adresse confirmée")
    SMS = 4, _("Téléphone confirmé")
    ROLL = 5, _("Liste de la ville")
    FRANCECONNECT = 6, _("FranceConnect")

    @property
    def code(self) -> str:
        """The word written in a component's settings."""
        return self.name.lower()

    @classmethod
    def from_code(cls, code: str) -> IdentityLevel:
        """Return the level written `code`."""
        return cls[code.upper()]


def public_name(pseudonym: str | None) -> str:
    """The name everybody may read: the pseudonym, until the account is erased."""
    return pseudonym or gettext("Compte supprimé")


class UserManager(BaseUserManager.from_queryset(TenantQuerySet)):  # type: ignore[misc]
    """Finds people by address, whatever the case they typed it in."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the account of that address."""
        found: User = self.get(email=(username or "").lower())
        return found


class User(TenantModel, AbstractBaseUser):
    """A person in one house: a resident, a member of the team, or the provider's people."""

    uid = models.UUIDField(_("identifiant"), default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("adresse e-mail"), unique=True, null=True)
    pseudonym = models.CharField(_("pseudonyme"), max_length=names.LONGEST, blank=True)
    pseudonym_key = NameKeyField(
        source="pseudonym", max_length=2 * names.LONGEST, unique=True, null=True, editable=False
    )
    full_name = models.CharField(_("nom complet"), max_length=120, blank=True)
    identity_level = models.PositiveSmallIntegerField(
        _("niveau d’identification"),
        choices=IdentityLevel.choices,
        default=IdentityLevel.EMAIL_UNVERIFIED,
    )
    language = models.CharField(_("langue"), max_length=8, default="fr")
    is_active = models.BooleanField(_("actif"), default=True)
    restricted_until = models.DateTimeField(_("restreint jusqu’au"), null=True, blank=True)
    charter_accepted_at = models.DateTimeField(_("charte acceptée le"), null=True, blank=True)
    privacy_accepted_at = models.DateTimeField(_("données acceptées le"), null=True, blank=True)
    sessions_epoch = models.PositiveIntegerField(default=0)
    erased_at = models.DateTimeField(_("supprimé le"), null=True, blank=True)
    created_at = models.DateTimeField(_("inscrit le"), db_default=Now())

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    is_system = False

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        ordering = ("pk",)
        indexes = (models.Index(fields=["created_at"]),)
        constraints = [
            models.CheckConstraint(
                name="accounts_user_email_is_lower",
                condition=Q(email__isnull=True) | Q(email=Lower("email")),
            ),
            models.CheckConstraint(
                name="accounts_user_named_unless_erased",
                condition=Q(erased_at__isnull=False)
                | (Q(pseudonym_key__isnull=False) & Q(email__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name everybody may read."""
        return public_name(self.pseudonym)

    @property
    def reference(self) -> str:
        """How the journal names this account: opaque, and still true once it is erased."""
        return f"accounts.user:{self.uid}"

    @property
    def is_operator(self) -> bool:
        """Say whether this is one of the provider's people, at home in the provider's house."""
        return self.is_active and getattr(self._state, "house", "") == "public"

    @property
    def is_restricted(self) -> bool:
        """Say whether moderation has asked this person to wait before writing again."""
        return self.restricted_until is not None and self.restricted_until > timezone.now()

    def get_full_name(self) -> str:
        """Return the name for the team's own pages."""
        return self.full_name or self.display_name

    def get_session_auth_hash(self) -> str:
        """Tie sessions to the password and to an epoch: raising it closes them all."""
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Any:
        """Yield the hashes made with former secret keys."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str) -> str:
        value = f"{self.password}|{self.sessions_epoch}"
        return salted_hmac("agora.accounts.session", value, secret=secret).hexdigest()


class RoleAssignment(TenantModel):
    """A job held in the whole house; jobs held in one consultation belong to its slice."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_assignments")
    role = models.CharField(_("rôle"), max_length=40)
    granted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(_("donné le"), db_default=Now())

    class Meta:
        verbose_name = _("rôle")
        verbose_name_plural = _("rôles")
        ordering = ("user_id", "role")
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="accounts_role_held_once")
        ]

    def __str__(self) -> str:
        return self.role


class Invitation(TenantModel):
    """A link sent once to someone who will join the team."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("adresse e-mail"))
    roles = ArrayField(models.CharField(max_length=40), verbose_name=_("rôles"))
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("envoyée le"), db_default=Now())
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = (F("created_at").desc(),)
        constraints = [
            models.CheckConstraint(
                name="accounts_invitation_email_is_lower", condition=Q(email=Lower("email"))
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def reference(self) -> str:
        """How the journal names this invitation."""
        return f"accounts.invitation:{self.uid}"

    @property
    def is_open(self) -> bool:
        """Say whether the link still works."""
        unused = self.accepted_at is None and self.revoked_at is None
        return unused and self.expires_at > timezone.now()


class CacheEntry(TenantModel):
    """Rate limits and used codes, counted once for all processes, apart for each house.

    Django's database cache reads and writes this table by SQL; the model only makes it exist
    in every schema, which `createcachetable` could not.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "agora_cache"
        verbose_name = _("entrée de cache")
