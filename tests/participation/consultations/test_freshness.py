"""What visitors are answered from memory, and when it is thrown away."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from participation.consultations import freshness
from tests.factories.consultations import make_consultation
from tests.harness.stand_ins import stand_in


@pytest.fixture(autouse=True)
def one_minute(monkeypatch):
    """The minute is part of the stamp: none begins meanwhile."""
    now = timezone.now()
    stand_in(monkeypatch, freshness, "timezone", now=lambda: now)


def asked(**headers):
    request = RequestFactory().get("/", headers=headers)
    request.user = AnonymousUser()
    return request


def test_the_stamp_moves_with_the_city(city):
    before = freshness.city_stamp()
    make_consultation()
    from_nothing = freshness.city_stamp()

    assert before.startswith("None")
    assert freshness.city_stamp() == from_nothing


def test_a_copy_is_kept_outside_transactions_only(city, monkeypatch):
    drawn = []

    @freshness.fresh
    def view(request):
        drawn.append(1)
        return HttpResponse(f"{len(drawn)}")

    view(asked())
    view(asked())
    assert len(drawn) == 2

    monkeypatch.setattr(freshness, "may_keep", lambda: True)
    caches["local"].clear()
    first, second = view(asked()), view(asked())
    caches["local"].clear()

    assert len(drawn) == 3
    assert first.content == second.content
    assert second["ETag"] == first["ETag"]


def test_posts_fragments_and_sessions_pass_through(city, settings):
    @freshness.fresh
    def view(request):
        return HttpResponse("x")

    with_session = asked()
    with_session.COOKIES[settings.SESSION_COOKIE_NAME] = "abc"

    assert "ETag" not in view(with_session)
    assert "ETag" not in view(asked(hx_request="true"))
    assert "ETag" not in view(RequestFactory().post("/"))


def test_an_error_is_not_labelled(city):
    view = freshness.fresh(lambda request: HttpResponse(status=404))

    assert "ETag" not in view(asked())
