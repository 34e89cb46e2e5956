"""A visitor's first form needs no cookie; whoever is signed in shows a token, as everywhere."""

import pytest

from participation.supports.models import Support
from tests.factories.people import make_user
from tests.factories.tools import make_proposal


@pytest.fixture
def strict(client):
    client.handler.enforce_csrf_checks = True
    return client


def test_a_signed_in_post_without_token_is_refused(city, strict):
    word = make_proposal()
    strict.force_login(make_user())

    answer = strict.post(
        f"/contributions/{word.pk}/soutenir/", headers={"Origin": f"http://{strict.host}"}
    )

    assert answer.status_code == 403
    assert not Support.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://villeneuve.localhost"}, 302),
        ({"Referer": "http://villeneuve.localhost/propositions/1/"}, 302),
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({}, 302),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://ailleurs.exemple.fr"}, 403),
        ({"Referer": "http://ailleurs.exemple.fr/"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_a_visitor_s_post_comes_from_our_own_pages(city, strict, headers, status):
    word = make_proposal()

    answer = strict.post(f"/contributions/{word.pk}/soutenir/", headers=headers)

    assert answer.status_code == status
    assert not Support.objects.exists()


def test_a_page_sets_no_cookie_before_a_first_form(city, client):
    word = make_proposal()

    client.get("/")
    client.get(f"/propositions/{word.pk}/")

    assert not client.cookies
