"""Addresses of accounts. Those of django-allauth keep its names, which it looks up itself.

`entrance_urlpatterns` stand at the root without namespace; `urlpatterns` under `accounts`.
"""

from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from django.urls import path, re_path

from agora.rules import anyone, door, signed_in

from . import staff
from .views import entrance, me, security

entrance_urlpatterns = [
    path("compte/inscription/", door(anyone)(entrance.SignUp.as_view()), name="account_signup"),
    path("compte/connexion/", door(anyone)(entrance.SignIn.as_view()), name="account_login"),
    path("compte/deconnexion/", door(anyone)(entrance.SignOut.as_view()), name="account_logout"),
    path("compte/ferme/", door(anyone)(entrance.Closed.as_view()), name="account_inactive"),
    path(
        "compte/code/", door(anyone)(entrance.AskCode.as_view()), name="account_request_login_code"
    ),
    path(
        "compte/code/saisie/",
        door(anyone)(entrance.EnterCode.as_view()),
        name="account_confirm_login_code",
    ),
    path(
        "compte/verification/",
        door(anyone)(entrance.SecondFactor.as_view()),
        name="mfa_authenticate",
    ),
    path(
        "compte/adresse/envoyee/",
        door(anyone)(entrance.AddressToConfirm.as_view()),
        name="account_email_verification_sent",
    ),
    re_path(
        r"^compte/adresse/confirmer/(?P<key>[-:\w]+)/$",
        door(anyone)(entrance.ConfirmAddress.as_view()),
        name="account_confirm_email",
    ),
    path(
        "compte/mot-de-passe/oublie/",
        door(anyone)(entrance.AskPassword.as_view()),
        name="account_reset_password",
    ),
    path(
        "compte/mot-de-passe/envoye/",
        door(anyone)(entrance.PasswordAsked.as_view()),
        name="account_reset_password_done",
    ),
    path(
        "compte/mot-de-passe/change/",
        door(anyone)(entrance.NewPasswordDone.as_view()),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^compte/mot-de-passe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        door(anyone)(entrance.NewPassword.as_view()),
        name="account_reset_password_from_key",
    ),
    path(
        "compte/mot-de-passe/",
        door(signed_in)(security.ChangePassword.as_view()),
        name="account_change_password",
    ),
    path(
        "compte/mot-de-passe/premier/",
        door(signed_in)(security.FirstPassword.as_view()),
        name="account_set_password",
    ),
    path("compte/adresse/", security.address, name="account_email"),
    path(
        "compte/confirmer/",
        door(signed_in)(security.Again.as_view()),
        name="account_reauthenticate",
    ),
    path(
        "compte/confirmer/code/",
        door(signed_in)(security.SecondFactorAgain.as_view()),
        name="mfa_reauthenticate",
    ),
    path("compte/double-verification/", security.second_factor, name="mfa_index"),
    path(
        "compte/double-verification/installer/",
        door(signed_in)(security.SetSecondFactor.as_view()),
        name="mfa_activate_totp",
    ),
    path(
        "compte/double-verification/retirer/",
        door(signed_in)(security.RemoveSecondFactor.as_view()),
        name="mfa_deactivate_totp",
    ),
    path(
        "compte/codes-de-secours/",
        door(signed_in)(security.RecoveryCodes.as_view()),
        name="mfa_view_recovery_codes",
    ),
    path(
        "compte/codes-de-secours/autres/",
        door(signed_in)(security.RenewRecoveryCodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "compte/codes-de-secours/fichier/",
        door(signed_in)(DownloadRecoveryCodesView.as_view()),
        name="mfa_download_recovery_codes",
    ),
]

urlpatterns = [
    path("compte/invitation/<str:token>/", entrance.invitation, name="invitation"),
    path("compte/demonstration/", entrance.demonstration, name="demonstration"),
    path("compte/securite/", security.security, name="security"),
    path("compte/appareils/", security.close_sessions, name="close_sessions"),
    path("mon-espace/", me.me, name="me"),
    path("mon-espace/profil/", me.profile, name="profile"),
    path("mon-espace/donnees/", me.my_data, name="my_data"),
    path("mon-espace/donnees/fichier/", me.take_data, name="take_data"),
    path("mon-espace/donnees/supprimer/", me.erase, name="erase"),
]

staff_urlpatterns = [
    path("equipe/", staff.team, name="team"),
    path("equipe/inviter/", staff.invite, name="invite"),
    path("equipe/invitations/<uuid:uid>/annuler/", staff.revoke, name="revoke"),
    path("equipe/<uuid:uid>/", staff.member, name="member"),
    path("equipe/<uuid:uid>/fermer/", staff.deactivate, name="deactivate"),
    path("equipe/<uuid:uid>/rouvrir/", staff.reactivate, name="reactivate"),
]

provider_urlpatterns = staff_urlpatterns
