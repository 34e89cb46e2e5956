"""Mails about accounts."""

import pytest

from agora.accounts import actions, letters
from agora.mail.models import OutgoingMail
from agora.rules import SYSTEM
from tests.factories.people import make_user


@pytest.mark.parametrize(
    ("prefix", "words", "said"),
    [
        ("account/email/login_code", {"code": "ABC-DEF"}, "ABC-DEF"),
        ("account/email/email_confirmation", {"activate_url": "http://v/1"}, "http://v/1"),
        ("account/email/email_confirmation_signup", {"activate_url": "http://v/1"}, "http://v/1"),
        ("account/email/password_reset_key", {"password_reset_url": "http://v/2"}, "http://v/2"),
        ("account/email/unknown_account", {"signup_url": "http://v/3"}, "http://v/3"),
        ("account/email/account_already_exists", {"signup_url": "http://v/3"}, "http://v/3"),
        ("account/email/password_changed", {}, "mot de passe"),
        ("mfa/email/totp_activated", {}, "double vérification"),
    ],
)
def test_every_letter_of_the_machinery_has_ours(city, prefix, words, said):
    letters.for_allauth(prefix, "zoe@exemple.fr", words | {"request": object()})

    mail = OutgoingMail.objects.get()
    assert mail.to == "zoe@exemple.fr"
    assert said in mail.text
    assert said in mail.html


def test_an_invitation_names_the_job_and_who_invites(city):
    actions.invite(actor=SYSTEM, email="ana@exemple.fr", roles=["reception"])

    mail = OutgoingMail.objects.get()
    assert "Accueil et accompagnement" in mail.text
    assert "http://villeneuve.localhost" in mail.text


def test_the_former_address_is_warned(city):
    letters.warn(make_user(), "address", to="avant@exemple.fr")

    assert OutgoingMail.objects.get().to == "avant@exemple.fr"
