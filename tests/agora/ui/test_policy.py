"""The usual policy is the package's; a view that changes it, or takes a nonce, is heard."""

import pytest
from csp.constants import HEADER, NONCE
from csp.decorators import csp_exempt, csp_update
from csp.exceptions import CSPNonceError
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from agora.ui.policy import PolicyMiddleware


def plain(request):
    return HttpResponse("bonjour")


def with_nonce(request):
    return HttpResponse(str(request.csp_nonce))


def policy(middleware, view):
    request = RequestFactory().get("/")
    answer = middleware(view)(request)
    directives = answer.headers.get(HEADER, "")
    return request, answer, sorted(part.strip() for part in directives.split(";"))


@pytest.mark.parametrize(
    "view",
    [
        plain,
        csp_update({"img-src": ["https://photos.exemple.fr"]})(plain),
        csp_exempt()(plain),
    ],
)
def test_every_answer_has_the_policy_the_package_would_give(view):
    assert policy(PolicyMiddleware, view)[2] == policy(CSPMiddleware, view)[2]


def test_a_nonce_taken_is_in_the_policy():
    view = csp_update({"script-src": [NONCE]})(with_nonce)

    _request, answer, directives = policy(PolicyMiddleware, view)

    assert f"'nonce-{answer.text}'" in next(one for one in directives if "script-src" in one)


def test_a_nonce_asked_for_too_late_is_refused():
    request, _answer, _directives = policy(PolicyMiddleware, plain)

    with pytest.raises(CSPNonceError):
        str(request.csp_nonce)
