"""The ground of the read API, on a list of its own."""

import json

import pytest
from django.core.cache import caches
from django.urls import reverse
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.test import APIRequestFactory, force_authenticate

from agora.api.filters import Filter, Named
from agora.api.readonly import ReadOnly, routes
from agora.api.throttles import Reader
from agora.rules import is_staff
from participation.pages.models import Page, PageKind
from tests.factories.people import make_staff, make_user


class PageSerializer(serializers.ModelSerializer):
    """Two fields."""

    class Meta:
        model = Page
        fields = ("slug", "position")


class Pages(ReadOnly):
    """Pages, for these tests."""

    serializer_class = PageSerializer
    filters = {
        "ordre": Filter("position", int),
        "titre": Filter(lambda rows, v: rows.filter(title=v)),
    }

    def rows(self, actor):
        return Page.objects.order_by("position")


class Secret(Pages):
    """For the team only."""

    door = staticmethod(is_staff)


@pytest.fixture
def fifty(city):
    caches["local"].clear()
    Page.objects.bulk_create(
        Page(slug=f"p{n}", title=f"P{n}", kind=PageKind.HELP, position=n) for n in range(50)
    )


def ask(view, query="", *, user=None, method="get", actions=None, **kwargs):
    request = getattr(APIRequestFactory(), method)(f"/api/v1/essai/{query}")
    if user:
        force_authenticate(request, user)
    response = view.as_view(actions or {"get": "list"})(request, **kwargs)
    response.render()
    return response


def test_a_list_of_twenty_costs_two_queries(fifty, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = ask(Pages)

    assert page.data["count"] == 50
    assert len(page.data["results"]) == 20
    assert page.data["next"] == "http://testserver/api/v1/essai/?page=2"
    assert page["Access-Control-Allow-Origin"] == "*"
    assert page["Cache-Control"] == "public, max-age=60"


def test_pages_have_a_size_within_reason(fifty):
    assert len(ask(Pages, "?page_size=5").data["results"]) == 5
    assert len(ask(Pages, "?page_size=1000").data["results"]) == 50


def test_filters_are_typed_and_their_faults_named(fifty):
    assert ask(Pages, "?ordre=7").data["results"] == [{"slug": "p7", "position": 7}]
    assert ask(Pages, "?titre=P8").data["count"] == 1
    wrong = ask(Pages, "?ordre=sept")
    assert wrong.status_code == 400
    assert wrong.data == {
        "error": {
            "code": "invalid",
            "message": "Un paramètre n’est pas valable. Corrigez-le d’après «\u00a0fields\u00a0».",
            "fields": {"ordre": ["Nous attendons un nombre entier."]},
        }
    }
    assert ask(Pages, "?titre=%00").status_code == 400


@pytest.mark.parametrize(
    ("query", "status", "code", "words"),
    [("?page=99", 404, "not_found", "page 1"), ("?page=x", 404, "not_found", "page 1")],
)
def test_a_page_beyond_the_end_says_where_the_list_begins(fifty, query, status, code, words):
    page = ask(Pages, query)

    assert (page.status_code, page.data["error"]["code"]) == (status, code)
    assert words in page.data["error"]["message"]


def test_a_missing_item_is_a_404_in_french(fifty):
    page = ask(Pages, actions={"get": "retrieve"}, pk=0)

    assert page.status_code == 404
    assert page.data["error"]["message"].startswith("Rien à cette adresse")


def test_writing_is_not_offered(fifty):
    page = ask(Pages, method="post")

    assert page.status_code == 405
    assert "GET" in page.data["error"]["message"]


def test_a_door_is_asked_and_answers_in_the_same_shape(fifty):
    assert ask(Secret).status_code == 403
    assert ask(Secret, user=make_user()).data["error"]["code"] == "permission_denied"
    private = ask(Secret, user=make_staff("director"))
    assert private.status_code == 200
    assert private["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in private


def test_a_view_without_a_door_lets_nobody_in(fifty):
    class Forgotten(Pages):
        door = None

    assert ask(Forgotten).status_code == 403


def test_too_many_questions_are_told_when_to_come_back(fifty, monkeypatch):
    monkeypatch.setattr(Reader, "THROTTLE_RATES", {"reader": "2/min"})
    answers = [ask(Pages) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Réessayez dans" in answers[-1].data["error"]["message"]
    assert int(answers[-1]["Retry-After"]) > 0


def test_routes_show_their_door():
    listed, one = routes("essai", Secret)

    assert (listed.name, one.name) == ("essai-list", "essai-detail")
    assert listed.callback.door is is_staff


def test_the_schema_describes_filters_and_hides_itself(client, city):
    page = client.get(reverse("api:schema"))

    assert page.status_code == 200
    described = json.loads(page.content)
    assert described["openapi"].startswith("3.")
    assert "/api/v1/schema/" not in described["paths"]


def test_parameters_of_filters_are_described():
    assert Named().get_schema_operation_parameters(Pages()) == [
        {
            "name": "ordre",
            "in": "query",
            "required": False,
            "description": "",
            "schema": {"type": "integer"},
        },
        {
            "name": "titre",
            "in": "query",
            "required": False,
            "description": "",
            "schema": {"type": "string"},
        },
    ]


def test_a_validation_error_without_fields_keeps_the_shape(fifty):
    class Broken(Pages):
        def rows(self, actor):
            raise ValidationError("non")

    assert ask(Broken).data["error"]["code"] == "invalid"
