"""How django-allauth speaks, writes and sends in our house."""

from __future__ import annotations

import base64
import hashlib
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agora.action import rests
from agora.context import city_is_suspended, state
from agora.rules import held_roles, is_operator

from . import actions, letters, queries
from .models import User
from .sessions import minutes_since_sign_in

_FRESH_MINUTES = 15


# Sentences shown after an allauth step; a step that is not here goes without saying.
_SAID = {
    "account/messages/password_changed.txt": _("Votre mot de passe est changé."),
    "account/messages/password_set.txt": _("Votre mot de passe est enregistré."),
    "account/messages/email_confirmed.txt": _("Merci, votre adresse est confirmée."),
    "account/messages/email_confirmation_failed.txt": _(
        "Cette adresse est déjà celle d’un autre compte."
    ),
    "account/messages/login_code_sent.txt": _("Un code vient de partir par e-mail."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: our sentences, our actions, our mails."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Ce compte est fermé. Écrivez à l’équipe si c’est une erreur."),
        "email_password_mismatch": _(
            "Adresse ou mot de passe inexact. Réessayez, ou demandez un code par e-mail."
        ),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel. Réessayez."),
        "incorrect_code": _("Ce code n’est pas le bon. Vérifiez-le, ou demandez-en un autre."),
        "incorrect_password": _("Mot de passe inexact. Réessayez."),
        "invalid_password_reset": _("Ce lien ne fonctionne plus. Demandez-en un autre."),
        "too_many_login_attempts": _(
            "Trop d’essais. Attendez cinq minutes, ou demandez un code par e-mail."
        ),
        "rate_limited": _("Trop d’essais. Attendez quelques minutes, puis recommencez."),
    }

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer pages, never allauth's JSON."""
        return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let residents sign up; the provider's people and the club's are invited."""
        return bool(state() == "city") and not rests(actions.open_account, actor=request.user)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address, or one for all behind a socket that tells none."""
        return request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104 (a key, not a bind)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say our sentence for allauth's template, or nothing."""
        template = args[0] if args else kwargs.get("message_template")
        if said := kwargs.get("message") or _SAID.get(template or ""):
            messages.add_message(request, level, said)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Have the letter leave by `agora.mail`, in the present transaction.

        A suspended city writes to its team alone.
        """
        if city_is_suspended() and not queries.is_of_team(email):
            return
        letters.for_allauth(template_prefix, email, context)

    def should_send_confirmation_mail(
        self, request: HttpRequest, email_address: EmailAddress, signup: bool
    ) -> bool:
        """Ask to confirm the address, unless the city chose not to."""
        return queries.city_asks_confirmation()

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Believe whoever answered a mail sent to that address."""
        user = email_address.user
        if queries.email_is_taken(email_address.email, but=user):
            self.add_message(
                request, messages.ERROR, "account/messages/email_confirmation_failed.txt"
            )
            return False
        former = user.email
        actions.confirm_address(actor=user, user=user, address=email_address)
        if former and former != user.email:
            letters.warn(user, "address", to=former)
        self.add_message(request, messages.SUCCESS, "account/messages/email_confirmed.txt")
        return True

    def set_password(self, user: User, password: str) -> None:
        """Write a password by our action: whoever holds the key or the session is the person."""
        actions.set_password(actor=user, user=user, password=password)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send the team to its week, the provider's people to their cities, others home."""
        if is_operator(actor=request.user):
            return "/"
        if held_roles(request.user):
            return "/gestion/exports/" if city_is_suspended() else "/gestion/"
        return reverse("accounts:me")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Send someone new to their own page."""
        return reverse("accounts:me")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the page of security."""
        return reverse("accounts:security")

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Say that the account is closed."""
        return super().respond_user_inactive(request, user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again, but not right after a sign-in."""
        needed = super().is_reauthentication_required(app=app, **kwargs)
        return bool(needed) and minutes_since_sign_in(context.request) > _FRESH_MINUTES


class MFAAdapter(DefaultMFAAdapter):
    """The second factor: secrets unreadable in the database, compulsory for the team."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "Ce code n’est pas le bon, ou il vient de servir. Attendez le suivant et réessayez."
        ),
        "cannot_delete_authenticator": _("La double vérification est obligatoire dans l’équipe."),
        "unverified_email": _("Confirmez d’abord votre adresse e-mail."),
    }

    def encrypt(self, text: str) -> str:
        """Hide a secret before it is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret back."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Let residents give up theirs; the team and the provider may not."""
        user = authenticator.user
        return not (held_roles(user) or is_operator(actor=user))

    def build_totp_svg(self, url: str) -> str:
        """Draw the square to be read by the telephone."""
        drawn = BytesIO()
        segno.make(url, error="m").save(
            drawn, kind="svg", scale=5, border=3, dark="#1E1B17", light="#FFFFFF"
        )
        return drawn.getvalue().decode()

    def get_totp_issuer(self) -> str:
        """Name the house in the telephone's list."""
        return queries.city_name() or str(settings.MFA_TOTP_ISSUER)


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(secret: str) -> bytes:
    digest = hashlib.sha256(b"agora.accounts.second-factor:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
