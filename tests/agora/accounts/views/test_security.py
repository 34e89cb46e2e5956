"""Staying safe."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from agora.accounts import queries
from agora.mail.models import OutgoingMail
from tests.factories.people import PASSWORD, make_staff, make_user, sign_in


def code_for(client):
    secret = client.session["mfa.totp.secret"]
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def come_in(client, user):
    """By the front door: the session knows when it signed in."""
    client.post("/compte/connexion/", {"login": user.email, "password": PASSWORD})


def test_the_page_of_security_says_what_protects_me(client, city):
    sign_in(client, make_user(confirmed=False))

    page = client.get("/compte/securite/").text

    assert "À confirmer" in page
    assert "Ajouter un mot de passe" in page


def test_visitors_have_nothing_to_protect(client):
    assert client.get("/compte/securite/").url.startswith("/compte/connexion/")


def test_a_password_is_changed_and_the_session_goes_on(client, city):
    user = make_user(password=PASSWORD)
    sign_in(client, user)
    new = "quatre-petits-chats-gris"

    refused = client.post("/compte/mot-de-passe/", {"oldpassword": "faux", "password1": new})
    assert refused.status_code == 422
    client.post("/compte/mot-de-passe/", {"oldpassword": PASSWORD, "password1": new})

    user.refresh_from_db()
    assert user.check_password(new)
    assert client.get("/compte/securite/").status_code == 200
    assert "mot de passe" in OutgoingMail.objects.latest("pk").text


def test_a_first_password_is_added(client, city):
    user = make_user()
    sign_in(client, user)

    client.post("/compte/mot-de-passe/premier/", {"password1": PASSWORD})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_new_address_is_asked_for_then_awaited(client, city):
    user = make_user()
    sign_in(client, user)

    client.post("/compte/adresse/", {"email": "Apres@exemple.fr"})

    assert queries.pending_address(user) == "apres@exemple.fr"
    assert "/compte/adresse/confirmer/" in OutgoingMail.objects.get(to="apres@exemple.fr").text
    assert "attend d’être confirmée" in client.get("/compte/securite/").text
    again = client.post("/compte/adresse/", {"email": "Apres@exemple.fr"}, follow=True)
    assert "vient déjà de partir" in again.text


def test_somebody_else_s_address_is_refused(client, city):
    make_user(email="zoe@exemple.fr")
    sign_in(client, make_user())

    answer = client.post("/compte/adresse/", {"email": "zoe@exemple.fr"})

    assert answer.status_code == 422
    assert "Un compte existe déjà" in answer.text


def test_other_devices_are_closed_and_this_one_stays(client, client_for, city):
    user = make_user()
    other = sign_in(client_for(city), user)
    sign_in(client, user)

    client.post("/compte/appareils/")

    assert client.get("/compte/securite/").status_code == 200
    assert other.get("/compte/securite/").status_code == 302


def test_the_second_factor_is_set_up_with_its_first_code(client, city):
    user = make_user(password=PASSWORD)
    come_in(client, user)
    page = client.get("/compte/double-verification/installer/")
    assert "data:image/svg+xml" in page.text

    wrong = client.post("/compte/double-verification/installer/", {"code": "000000"})
    assert wrong.status_code == 422
    client.post("/compte/double-verification/installer/", {"code": code_for(client)})

    assert Authenticator.objects.filter(user=user).count() == 2
    codes = client.get("/compte/codes-de-secours/")
    assert codes.status_code == 200
    assert client.get("/compte/codes-de-secours/fichier/")["Content-Type"] == "text/plain"


def test_something_that_matters_asks_for_the_password_again(client, city):
    user = make_user(password=PASSWORD)
    client.force_login(user, second_factor=False)

    answer = client.get("/compte/double-verification/installer/")
    assert answer.url.startswith("/compte/confirmer/")
    client.post(answer.url, {"password": PASSWORD})

    assert client.get("/compte/double-verification/installer/").status_code == 200


def test_a_resident_may_give_up_the_second_factor(client, city):
    user = make_user(password=PASSWORD)
    come_in(client, user)
    client.get("/compte/double-verification/installer/")
    client.post("/compte/double-verification/installer/", {"code": code_for(client)})

    client.post("/compte/double-verification/retirer/")

    assert not Authenticator.objects.filter(user=user).exists()


def test_the_team_may_not(client, city):
    user = make_staff()
    sign_in(client, user)

    page = client.post("/compte/double-verification/retirer/")

    assert "obligatoire dans l’équipe" in page.text
    assert Authenticator.objects.filter(user=user).exists()


def test_recovery_codes_are_renewed(client, city):
    user = make_staff()
    sign_in(client, user)
    before = client.get("/compte/codes-de-secours/").text

    client.post("/compte/codes-de-secours/autres/")

    assert client.get("/compte/codes-de-secours/").text != before
