"""Shape and messages of what people type about themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    ConfirmLoginCodeForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as SecondFactorAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import Choice

from . import names, queries
from .models import User

ADDRESS_HINT = _("Écrivez une adresse e-mail complète, par exemple nom@exemple.fr.")


class AddressField(forms.EmailField):
    """An e-mail address, in lower case, whatever the keyboard did to it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"})
        messages = {
            "required": ADDRESS_HINT,
            "invalid": ADDRESS_HINT,
            "max_length": _("Cette adresse est trop longue. Vérifiez-la."),
        }
        defaults: dict[str, Any] = {
            "label": _("Adresse e-mail"),
            "widget": widget,
            "error_messages": messages,
            "max_length": 254,
        }
        super().__init__(**defaults | options)

    def to_python(self, value: Any) -> str:
        """Drop spaces around and the case."""
        return str(super().to_python(value) or "").strip().lower()


class PseudonymField(forms.CharField):
    """The public name; the messages come from `names`."""

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": "nickname", "maxlength": names.LONGEST}
        defaults: dict[str, Any] = {
            "label": _("Pseudonyme"),
            "help_text": _("Le nom que tout le monde lira. Votre vrai nom n’est jamais demandé."),
            "error_messages": {"required": _("Choisissez le nom que tout le monde lira.")},
            "widget": forms.TextInput(attrs=attributes),
            "strip": False,
        }
        super().__init__(**defaults | options)

    def clean(self, value: Any) -> str:
        """Tidy the name or say what is wrong with it."""
        return names.clean(super().clean(value))


def check_pseudonym(name: str, *, user: User | None = None, official: bool = False) -> str:
    """Refuse a name that is taken or that passes for the town hall; offer a free one."""
    if user is not None and user.pseudonym == name:
        return name
    if not official and names.looks_official(name, city=queries.city_name()):
        raise ValidationError(
            _("Ce pseudonyme est réservé à l’équipe de la ville. Essayez-en un autre."),
            code="official",
        )
    if queries.pseudonym_is_taken(name, but=user):
        raise ValidationError(
            _(
                "Ce pseudonyme est déjà pris. Essayez-en un autre. "
                "Par exemple, « %(free)s » est libre."
            ),
            code="taken",
            params={"free": queries.free_pseudonym(name)},
        )
    return name


def _password(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        strip=False,
        error_messages={"required": _("Choisissez un mot de passe.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class SignUpForm(forms.Form):
    """The whole sign-up: one screen, one password field, one consent."""

    by_passkey = False

    email = AddressField(
        help_text=_("Jamais publiée. Elle sert à vous connecter et à vous répondre.")
    )
    pseudonym = PseudonymField()
    password = _password(
        _("Mot de passe"),
        _("Huit caractères ou plus. Vous pouvez le laisser vide : nous vous enverrons un code."),
        required=False,
    )
    consent = forms.BooleanField(
        label=_("J’accepte la charte et la façon dont mes données sont protégées"),
        error_messages={"required": _("Cochez cette case pour créer votre compte.")},
    )
    # Robots fill every field they find; people meet this one in no reader and no browser.
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def clean_email(self) -> str:
        """Refuse an address that has an account in this house."""
        email: str = self.cleaned_data["email"]
        if queries.email_is_taken(email):
            raise ValidationError(
                _("Un compte existe déjà avec cette adresse. Connectez-vous plutôt."),
                code="email_taken",
            )
        return email

    def clean_pseudonym(self) -> str:
        """Refuse a name that is taken."""
        return check_pseudonym(self.cleaned_data["pseudonym"])

    def clean(self) -> dict[str, Any]:
        """Measure the password against the rest of the form."""
        data = super().clean() or {}
        if password := data.get("password"):
            person = User(email=data.get("email"), pseudonym=data.get("pseudonym") or "")
            try:
                validate_password(password, person)
            except ValidationError as weak:
                self.add_error("password", weak)
        return data


class SignInForm(LoginForm):
    """Address and password; who forgot the latter asks for a code beside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField()
        self.fields["password"].label = _("Mot de passe")
        self.fields["password"].help_text = ""
        self.order_fields(["login", "password"])
        _without_placeholders(self)
        self.fields["password"].error_messages["required"] = _(
            "Écrivez votre mot de passe, ou demandez un code par e-mail."
        )


class AskCodeForm(RequestLoginCodeForm):
    """The address a sign-in code goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField()


class CodeForm(ConfirmLoginCodeForm):
    """The code read in the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, _("Le code reçu par e-mail"))


class ForgottenPasswordForm(ResetPasswordForm):
    """The address the link to a new password goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField()


class _OnePassword:
    """Typed once, shown on demand by the browser: allauth's second field goes."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2")
        self.fields["password1"].label = _("Nouveau mot de passe")
        self.fields["password1"].help_text = _("Huit caractères ou plus.")
        _without_placeholders(self)


class NewPasswordForm(_OnePassword, ResetPasswordKeyForm):
    """The password chosen from the mailed link."""


class FirstPasswordForm(_OnePassword, SetPasswordForm):
    """The first password of an account that signed in by code."""


class ChangeMyPasswordForm(_OnePassword, ChangePasswordForm):
    """The present password, then the next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Mot de passe actuel")
        self.fields["oldpassword"].help_text = ""


class AgainForm(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Mot de passe")
        self.fields["password"].help_text = ""
        _without_placeholders(self)


class SecondFactorForm(AuthenticateForm):
    """The code of the telephone, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, _("Code à six chiffres, ou code de secours"))


class SecondFactorAgain(SecondFactorAgainForm):
    """The same, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, _("Code à six chiffres, ou code de secours"))


class SetSecondFactorForm(ActivateTOTPForm):
    """The first code, which proves that the telephone is set."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = context.request.session
        shown = session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if shown:  # a page opened twice shows one square: the telephone has read it
            self.secret = session[SECRET_SESSION_KEY] = shown
        _code_field(self, _("Code à six chiffres affiché par l’application"))


class AddressForm(forms.Form):
    """A new address for the account."""

    email = AddressField(label=_("Nouvelle adresse e-mail"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """Refuse somebody else's."""
        email: str = self.cleaned_data["email"]
        if queries.email_is_taken(email, but=self.user):
            raise ValidationError(
                _("Un compte existe déjà avec cette adresse. Choisissez-en une autre."),
                code="email_taken",
            )
        return email


class ProfileForm(forms.Form):
    """What others read of me, and the language the site speaks to me."""

    pseudonym = PseudonymField()
    full_name = forms.CharField(
        label=_("Nom complet"),
        required=False,
        max_length=120,
        validators=[names.refuse_invisible],
        help_text=_("Jamais publié. Utile pour vous accueillir à une réunion."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Langue"), choices=lambda: settings.LANGUAGES)

    def __init__(self, typed: Any = None, *, user: User) -> None:
        self.user = user
        now = {name: getattr(user, name) for name in ("pseudonym", "full_name", "language")}
        super().__init__(typed, initial=now)

    def clean_pseudonym(self) -> str:
        """Refuse a name that is taken; the team may sound like the team."""
        official = bool(queries.roles_held(self.user))
        return check_pseudonym(self.cleaned_data["pseudonym"], user=self.user, official=official)


class EraseForm(forms.Form):
    """A word typed in full, because nothing brings an account back."""

    word = forms.CharField(
        label=_("Écrivez SUPPRIMER pour confirmer"),
        error_messages={"required": _("Écrivez SUPPRIMER pour confirmer.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_word(self) -> str:
        """Accept the word in any case."""
        word: str = self.cleaned_data["word"].strip()
        if word.upper() != "SUPPRIMER":
            raise ValidationError(_("Écrivez SUPPRIMER pour confirmer."), code="word")
        return word


class RolesForm(forms.Form):
    """Which jobs a person holds."""

    roles = forms.MultipleChoiceField(
        label=_("Rôles"),
        required=False,
        choices=lambda: [
            (key, Choice(role.label, role.description))
            for key, role in queries.known_roles().items()
        ],
        widget=forms.CheckboxSelectMultiple,
    )


class InviteForm(RolesForm):
    """Whom to invite, to do what."""

    email = AddressField(help_text=_("La personne recevra un lien valable quatorze jours."))
    field_order = ("email", "roles")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].required = True
        self.fields["roles"].error_messages["required"] = _("Choisissez au moins un rôle.")


class JoinForm(forms.Form):
    """What an invited person says to open their account."""

    pseudonym = PseudonymField(
        label=_("Nom affiché"),
        help_text=_("Le nom que les habitants liront sous vos réponses."),
    )
    full_name = forms.CharField(
        label=_("Nom complet"),
        required=False,
        max_length=120,
        validators=[names.refuse_invisible],
    )
    password = _password(_("Mot de passe"), _("Huit caractères ou plus."))
    consent = forms.BooleanField(
        label=_("J’accepte la charte et la façon dont mes données sont protégées"),
        error_messages={"required": _("Cochez cette case pour créer votre compte.")},
    )

    def clean_pseudonym(self) -> str:
        """Refuse a name that is taken; the team may sound like the team."""
        return check_pseudonym(self.cleaned_data["pseudonym"], official=True)

    def clean_password(self) -> str:
        """Measure the password."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


def _code_field(form: forms.Form, label: Any) -> None:
    field = form.fields["code"]
    field.label = label
    field.error_messages["required"] = _("Écrivez le code.")
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "text"}


def _without_placeholders(form: Any) -> None:
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
