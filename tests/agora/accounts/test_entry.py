"""Opening a session from any page."""

from allauth.core.context import request_context
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from agora.accounts.entry import enter_account, enter_team
from agora.accounts.sessions import minutes_since_sign_in, passed_second_factor
from agora.mail.models import OutgoingMail
from tests.factories.people import make_user


def visit():
    request = RequestFactory().post("/propositions/nouvelle/")
    request.session, request.user = SessionStore(), AnonymousUser()
    request._messages = SessionStorage(request)
    return request


def test_a_new_person_is_in_and_reads_a_mail(city):
    request, user = visit(), make_user(confirmed=False)
    assert minutes_since_sign_in(request) == float("inf")

    with request_context(request):
        answer = enter_account(request, user, back="/propositions/12/")

    assert (request.user, answer.url) == (user, "/propositions/12/")
    assert minutes_since_sign_in(request) < 1
    assert not passed_second_factor(request)
    assert OutgoingMail.objects.get().to == user.email


def test_a_new_member_is_in(city):
    request, user = visit(), make_user()

    with request_context(request):
        enter_team(request, user)

    assert request.user == user
