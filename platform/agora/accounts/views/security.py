"""Staying safe: password, address, second factor, recovery codes, other devices."""

from __future__ import annotations

from typing import Any

from allauth.account import views as stock
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.mfa.base import views as mfa_stock
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_stock
from allauth.mfa.totp import views as totp_stock
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agora.rules import door, held_roles, is_operator, post_only, signed_in
from agora.ui import page

from .. import actions, demo, forms, letters, queries, sessions
from .parts import Sheet, person


@door(signed_in)
def security(request: HttpRequest) -> HttpResponse:
    """Everything that protects an account, on one page."""
    return page(
        request,
        "accounts/security.html",
        second_factor=is_mfa_enabled(request.user, [Authenticator.Type.TOTP]),
        compulsory=_in_team(request),
        pending_address=queries.pending_address(person(request)),
        confirmed=queries.address_is_confirmed(person(request)),
    )


@door(signed_in)
def address(request: HttpRequest) -> HttpResponse:
    """Ask for another address, or for the confirmation mail once more."""
    form = forms.AddressForm(request.POST or None, user=person(request))
    if request.method == "POST" and form.is_valid():
        asked = actions.ask_address(
            actor=request.user, user=person(request), email=form.cleaned_data["email"]
        )
        if send_verification_email_to_address(request, asked):
            said = _("Ouvrez le lien que nous venons d’envoyer à cette adresse.")
        else:
            said = _("Un e-mail vient déjà de partir. Attendez trois minutes pour un autre.")
        messages.success(request, said)
        return redirect("accounts:security")
    status = 422 if form.errors else 200
    return page(request, "accounts/address.html", status=status, form=form)


@post_only
@door(signed_in)
def close_sessions(request: HttpRequest) -> HttpResponse:
    """End the sessions left open elsewhere."""
    actions.close_sessions(actor=request.user, user=person(request))
    sessions.keep_this_one(request)
    messages.success(request, _("Vos autres appareils sont déconnectés."))
    return redirect("accounts:security")


class ChangePassword(Sheet, stock.PasswordChangeView):
    """The present password, then the next."""

    template_name = "accounts/change_password.html"

    def get_form_class(self) -> Any:
        """Use our form."""
        return forms.ChangeMyPasswordForm


class FirstPassword(Sheet, stock.PasswordSetView):
    """A password for who signed in by code until now."""

    template_name = "accounts/change_password.html"

    def get_form_class(self) -> Any:
        """Use our form."""
        return forms.FirstPasswordForm


class Again(Sheet, stock.ReauthenticateView):
    """The password once more."""

    template_name = "accounts/again.html"

    def get_form_class(self) -> Any:
        """Use our form."""
        return forms.AgainForm


class SecondFactorAgain(Sheet, mfa_stock.ReauthenticateView):
    """The code once more."""

    template_name = "accounts/again.html"

    def get_form_class(self) -> Any:
        """Use our form."""
        return forms.SecondFactorAgain

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """In a demonstration, show the code no telephone has."""
        code = demo.current_code(self.request.user)
        return super().get_context_data(**kwargs) | {"demo_code": code}


class SetSecondFactor(Sheet, totp_stock.ActivateTOTPView):
    """Scan a square, type the code it gives."""

    template_name = "accounts/set_second_factor.html"

    def get_form_class(self) -> Any:
        """Use our form."""
        return forms.SetSecondFactorForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say why it is asked of the team."""
        return super().get_context_data(**kwargs) | {
            "compulsory": _in_team(self.request),
            "demo_code": demo.code_of(kwargs["form"].secret) if "form" in kwargs else "",
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it, and count this session as having passed."""
        user = person(self.request)
        actions.set_second_factor(actor=user, user=user, secret=form.secret)
        clear_totp_secret(self.request)
        sessions.note_second_factor(self.request)
        letters.warn(user, "mfa/email/totp_activated")
        return redirect("mfa_view_recovery_codes")


class RemoveSecondFactor(Sheet, totp_stock.DeactivateTOTPView):
    """For residents who change telephones, or their mind."""

    template_name = "accounts/remove_second_factor.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, recovery codes included."""
        user = person(self.request)
        actions.remove_second_factor(actor=user, user=user)
        letters.warn(user, "mfa/email/totp_deactivated")
        messages.success(self.request, _("La double vérification est retirée."))
        return redirect("accounts:security")


class RecoveryCodes(Sheet, recovery_stock.ViewRecoveryCodesView):
    """Ten codes to keep on paper."""

    template_name = "accounts/recovery_codes.html"


class RenewRecoveryCodes(Sheet, recovery_stock.GenerateRecoveryCodesView):
    """Ten others, the former ones stop working."""

    template_name = "accounts/renew_recovery_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Replace them."""
        user = person(self.request)
        actions.renew_recovery_codes(actor=user, user=user)
        letters.warn(user, "mfa/email/recovery_codes_generated")
        return redirect("mfa_view_recovery_codes")


@door(signed_in)
def second_factor(request: HttpRequest) -> HttpResponse:
    """allauth's index of factors: ours is the page of security."""
    return redirect(reverse("accounts:security"))


def _in_team(request: HttpRequest) -> bool:
    return bool(held_roles(request.user)) or is_operator(actor=request.user)
