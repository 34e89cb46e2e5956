"""Act first, register after."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from agora.accounts.act_first import act_first, from_here
from tests.factories.people import make_user


@act_first
def view(request):
    return HttpResponse("gardé")


def post(user=None, **headers):
    request = RequestFactory().post("/", headers=headers)
    request.user = user or AnonymousUser()
    return request


def test_a_visitor_s_first_form_needs_no_cookie():
    assert view(post(origin="http://testserver")).text == "gardé"


def test_a_form_from_elsewhere_is_refused():
    with pytest.raises(PermissionDenied):
        view(post(origin="https://ailleurs.example"))


def test_who_is_signed_in_shows_the_token(city):
    assert view(post(make_user(), origin="http://testserver")).status_code == 403


@pytest.mark.parametrize(
    ("headers", "here"),
    [
        ({"referer": "http://testserver/page"}, True),
        ({"referer": "https://ailleurs.example/"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({}, True),
    ],
)
def test_the_browser_says_where_a_form_comes_from(headers, here):
    assert from_here(post(**headers)) is here
