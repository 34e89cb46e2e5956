"""How the sign-in machinery speaks and keeps secrets in our house."""

from dataclasses import replace

import pytest
from cryptography.fernet import InvalidToken
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from agora.accounts.adapter import AccountAdapter, MFAAdapter
from agora.context import enter
from tests.factories.people import make_staff, make_user


def request_of(user=None):
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    return request


def test_residents_sign_up_in_a_city_only(city):
    assert AccountAdapter().is_open_for_signup(request_of())


def test_nobody_signs_up_outside_cities():
    assert not AccountAdapter().is_open_for_signup(request_of())


def test_a_socket_without_address_is_one_visitor():
    request = request_of()
    assert AccountAdapter().get_client_ip(request) == "127.0.0.1"
    request.META["REMOTE_ADDR"] = ""
    assert AccountAdapter().get_client_ip(request) == "0.0.0.0"


def test_the_team_goes_to_its_week_and_residents_to_their_page(city):
    adapter = AccountAdapter()

    assert adapter.get_login_redirect_url(request_of(make_staff())) == "/gestion/"
    assert adapter.get_login_redirect_url(request_of(make_user())) == "/mon-espace/"


def test_a_secret_is_stored_unreadable_and_survives_a_change_of_key(settings):
    adapter = MFAAdapter()
    hidden = adapter.encrypt("SECRET")
    assert "SECRET" not in hidden

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "une autre"
    assert adapter.decrypt(hidden) == "SECRET"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        adapter.decrypt(hidden)


def test_the_telephone_names_the_city(city):
    assert MFAAdapter().get_totp_issuer() == "Villeneuve"


def test_a_city_may_ask_no_confirmation(cities, db):
    silent = replace(cities["villeneuve"], extra={"confirm_email": False})
    with enter(silent):
        assert not AccountAdapter().should_send_confirmation_mail(request_of(), None, True)
    with enter(cities["montclair"]):
        assert AccountAdapter().should_send_confirmation_mail(request_of(), None, True)
