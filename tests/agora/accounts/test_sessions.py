"""What the present session has proved."""

import time

import pytest
from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore

from agora.accounts import sessions
from agora.accounts.actions import close_sessions
from tests.factories.people import PASSWORD, make_staff, make_user, sign_in


@pytest.fixture
def request_of(rf):
    def make(user):
        request = rf.get("/")
        request.session, request.user = SessionStore(), user
        return request

    return make


def test_a_session_that_proved_nothing_is_as_old_as_can_be(city, request_of):
    request = request_of(make_user())

    assert sessions.minutes_since_sign_in(request) == float("inf")
    assert not sessions.passed_second_factor(request)


def test_a_password_just_typed_is_fresh_and_is_no_second_factor(city, request_of):
    request = request_of(make_user())

    sessions.note_sign_in(request, request.user)

    assert 0 <= sessions.minutes_since_sign_in(request) < 1
    assert not sessions.passed_second_factor(request)


def test_a_code_shown_counts_and_stays_after_a_password(city, request_of):
    request = request_of(make_staff())

    sessions.note_second_factor(request)
    sessions.note_sign_in(request, request.user)

    assert sessions.passed_second_factor(request)


def test_the_age_is_that_of_the_last_proof(city, request_of):
    request = request_of(make_user())
    sessions.note_sign_in(request, request.user)
    request.session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() - 3600},
        {"method": "mfa", "at": time.time() - 600},
    ]

    assert 9.9 < sessions.minutes_since_sign_in(request) < 10.2


def test_what_somebody_else_proved_in_this_browser_does_not_count(city, request_of):
    request = request_of(make_staff())
    sessions.note_second_factor(request)

    request.user = make_staff()

    assert not sessions.passed_second_factor(request)
    assert sessions.minutes_since_sign_in(request) == float("inf")


def test_a_visitor_proves_nothing(request_of):
    request = request_of(AnonymousUser())

    sessions.note_second_factor(request)

    assert not sessions.passed_second_factor(request)


def test_the_session_that_closes_the_others_goes_on(city, client_for, request_of):
    user = make_user(password=PASSWORD)
    elsewhere = sign_in(client_for(city), user)
    request = request_of(user)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    before = request.session["_auth_user_hash"]

    close_sessions(actor=user, user=user)
    user.refresh_from_db()
    sessions.keep_this_one(request)

    assert request.session["_auth_user_hash"] == user.get_session_auth_hash() != before
    assert elsewhere.get("/mon-espace/").status_code == 302
