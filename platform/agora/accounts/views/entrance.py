"""Coming in: sign up, sign in, by code, forgotten password, confirmed address, second factor."""

from __future__ import annotations

from typing import Any

from allauth.account import views as stock
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.mfa.base import views as mfa_stock
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agora.action import refuse_if_resting
from agora.rules import anyone, door
from agora.ui import page

from .. import actions, demo, forms, pending, queries
from ..entry import enter_account, enter_team
from .parts import Sheet


class SignUp(Sheet, stock.SignupView):
    """One screen, then straight back to what the person was doing."""

    template_name = "accounts/sign_up.html"
    template_name_signup_closed = "accounts/sign_up_closed.html"

    def get_form_class(self) -> Any:
        """Use our form, whatever the settings say."""
        return forms.SignUpForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell those whose words wait that nothing is lost."""
        return super().get_context_data(**kwargs) | {"words_wait": pending.waiting(self.request)}

    def closed(self) -> HttpResponse:
        """Say that one comes in here by invitation, or that nobody new comes in any more."""
        refuse_if_resting(actions.open_account, actor=self.request.user)
        return page(self.request, self.template_name_signup_closed)

    def form_valid(self, form: Any) -> HttpResponse:
        """Open the account and the session; two people may have raced for the name."""
        data = form.cleaned_data
        if data["website"]:
            return redirect("/")
        try:
            self.user = actions.open_account(
                actor=self.request.user,
                email=data["email"],
                pseudonym=data["pseudonym"],
                password=data["password"],
                language=get_language() or "fr",
            )
        except IntegrityError:  # the form, asked again, now sees who came first
            form.full_clean()
            return self.form_invalid(form)
        return enter_account(self.request, self.user, back=self.get_success_url() or "")


class _StartOver:
    """Coming back to the door means starting again: no unfinished step holds anyone."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        clear_login(request)


class SignIn(_StartOver, Sheet, stock.LoginView):
    """Address and password, or the way to a code."""

    template_name = "accounts/sign_in.html"

    def get_form_class(self) -> Any:
        """Use our form."""
        return forms.SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell those whose words wait that nothing is lost."""
        return super().get_context_data(**kwargs) | {"words_wait": pending.waiting(self.request)}


class SignOut(Sheet, stock.LogoutView):
    """Asks once (a link may be followed by a robot), then goes home."""

    template_name = "accounts/sign_out.html"


class AskCode(_StartOver, Sheet, stock.RequestLoginCodeView):
    """Where a sign-in code is asked for."""

    template_name = "accounts/ask_code.html"

    def get_form_class(self) -> Any:
        """Use our form."""
        return forms.AskCodeForm


class EnterCode(Sheet, stock.ConfirmLoginCodeView):
    """Where the code is typed."""

    template_name = "accounts/enter_code.html"

    def get_form_class(self) -> Any:
        """Use our form, and a bare one to ask for another code."""
        return super().get_form_class() if self._action == "resend" else forms.CodeForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Believe the address the code went to, then come in."""
        if self._action == "verify" and self._process.user:
            _believe(self._process.user, self._process.state.get("email") or "")
        return super().form_valid(form)


class AskPassword(Sheet, stock.PasswordResetView):
    """Where a link to a new password is asked for."""

    template_name = "accounts/ask_password.html"

    def get_form_class(self) -> Any:
        """Use our form."""
        return forms.ForgottenPasswordForm


class PasswordAsked(Sheet, stock.PasswordResetDoneView):
    """The same answer whether or not the address has an account."""

    template_name = "accounts/password_asked.html"


class NewPassword(Sheet, stock.PasswordResetFromKeyView):
    """Where the mailed link leads."""

    template_name = "accounts/new_password.html"

    def get_form_class(self) -> Any:
        """Use our form."""
        return forms.NewPasswordForm


class NewPasswordDone(Sheet, stock.PasswordResetFromKeyDoneView):
    """The way to the sign-in page."""

    template_name = "accounts/new_password_done.html"


class ConfirmAddress(Sheet, stock.ConfirmEmailView):
    """Where the mail « Confirmez votre adresse » leads: a button, for mail robots open links."""

    template_name = "accounts/confirm_address.html"


class AddressToConfirm(Sheet, stock.EmailVerificationSentView):
    """What to do when an address must be confirmed."""

    template_name = "accounts/address_to_confirm.html"


class Closed(Sheet, stock.AccountInactiveView):
    """What a closed account reads."""

    template_name = "accounts/closed.html"


class SecondFactor(Sheet, mfa_stock.AuthenticateView):
    """The code of the telephone, after the password."""

    template_name = "accounts/second_factor.html"

    def get_form_class(self) -> Any:
        """Use our form."""
        return forms.SecondFactorForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """In a demonstration, show the code no telephone has."""
        code = demo.current_code(self.stage.login.user)
        return super().get_context_data(**kwargs) | {"demo_code": code}


@door(anyone)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of an invitation: open an account, or accept with one's own."""
    found = queries.invitation_or_404(token)
    if not found.is_open:
        return page(request, "accounts/invitation_over.html", status=410, invitation=found)
    known = queries.email_is_taken(found.email)
    if known and request.user.is_anonymous:
        return page(request, "accounts/invitation_known.html", invitation=found)
    if request.user.is_authenticated and request.user.email != found.email:
        return page(request, "accounts/invitation_other.html", status=403, invitation=found)
    form = None if known else forms.JoinForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        return _join(request, found, form)
    refused = bool(form is not None and form.errors)
    return page(
        request,
        "accounts/invitation.html",
        status=422 if refused else 200,
        invitation=found,
        form=form,
    )


@door(anyone)
def demonstration(request: HttpRequest) -> HttpResponse:
    """The accounts of the demonstration, with their present codes; a 404 anywhere else."""
    return page(request, "accounts/demo.html", people=demo.people_or_404(), password=demo.PASSWORD)


def _join(request: HttpRequest, found: Any, form: Any) -> HttpResponse:
    data = form.cleaned_data if form is not None else {}
    user = actions.join_team(
        actor=request.user,
        invitation=found,
        pseudonym=data.get("pseudonym", ""),
        full_name=data.get("full_name", ""),
        password=data.get("password", ""),
    )
    messages.success(request, _("Bienvenue dans l’équipe."))
    if request.user.is_authenticated:
        return redirect("/gestion/")
    return enter_team(request, user)


def _believe(user: Any, email: str) -> None:
    """Whoever read the code reads that mailbox."""
    address = EmailAddress.objects.filter(user=user, email=email).first()
    address = address or EmailAddress(user=user, email=email)
    if email == user.email and not address.verified:
        actions.confirm_address(actor=user, user=user, address=address)
