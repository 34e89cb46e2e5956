"""Mails about accounts; every one leaves through `agora.mail`, none is sent in a request."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agora import mail
from agora.mail.house import absolute
from agora.rules import roles

from . import queries
from .models import Invitation, User

_FOR_ALLAUTH = {
    "account/email/login_code": "login_code",
    "account/email/email_confirmation": "confirm_address",
    "account/email/email_confirmation_signup": "confirm_address",
    "account/email/password_reset_key": "new_password",
    "account/email/unknown_account": "unknown_account",
    "account/email/account_already_exists": "unknown_account",
}

# What the person reads when something important changed, perhaps not by their hand.
_CHANGES = {
    "account/email/password_changed": _("Votre mot de passe vient d’être changé."),
    "account/email/password_set": _("Un mot de passe vient d’être ajouté à votre compte."),
    "account/email/password_reset": _("Votre mot de passe vient d’être remplacé."),
    "mfa/email/totp_activated": _("La double vérification vient d’être mise en place."),
    "mfa/email/totp_deactivated": _("La double vérification vient d’être retirée."),
    "mfa/email/recovery_codes_generated": _("Vos codes de secours viennent d’être remplacés."),
    "address": _("L’adresse de votre compte vient d’être changée. Celle-ci ne sert plus."),
    "erased": _("Votre compte est supprimé, comme vous l’avez demandé."),
}


def for_allauth(prefix: str, address: str, words: dict[str, Any]) -> None:
    """Send the letter that stands for one of allauth's."""
    if change := _CHANGES.get(prefix):
        _send(address, "security", change=str(change))
        return
    letter = _FOR_ALLAUTH[prefix]
    given = {name: words[name] for name in _GIVEN[letter] if name in words}
    _send(address, letter, **given)


_GIVEN = {
    "login_code": ("code",),
    "confirm_address": ("activate_url",),
    "new_password": ("password_reset_url",),
    "unknown_account": ("signup_url",),
}


def invite(invitation: Invitation) -> None:
    """Send the link by which someone joins the team."""
    path = reverse("accounts:invitation", args=[queries.invitation_token(invitation)])
    labels = [str(roles.get(name).label) for name in invitation.roles if name in roles]
    _send(
        invitation.email,
        "invitation",
        url=absolute(path),
        jobs=", ".join(labels),
        by=str(invitation.invited_by or ""),
    )


def warn(user: User, change: str, *, to: str = "") -> None:
    """Tell a person that something important changed."""
    _send(to or user.email or "", "security", change=str(_CHANGES[change]))


def _send(address: str, letter: str, **words: Any) -> None:
    mail.send(to=address, template=f"accounts/mail/{letter}", context=words)
