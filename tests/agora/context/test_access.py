"""What is told of a request."""

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from agora import metrics
from agora.context import access, enter


def asked(path="/", method="get", **headers):
    return getattr(RequestFactory(), method)(path, headers=headers)


@pytest.mark.parametrize("name", ["abcdefgh", "A1-" * 10, "0" * 64])
def test_a_well_formed_name_of_the_edge_is_kept(name):
    assert access.given_name(asked(**{"X-Request-ID": name})) == name


@pytest.mark.parametrize(
    "name",
    ["", "abcdefg", "0" * 65, "a b c d e f", "abcdefgh\n", "zoe@exemple.fr", "é" * 10, "a_b_c_d_e"],
)
def test_any_other_name_is_not(name):
    request = RequestFactory().get("/")
    request.META["HTTP_X_REQUEST_ID"] = name

    assert access.given_name(request) == ""


def test_a_page_is_named_by_us_and_all_that_leads_nowhere_has_one_name(settings):
    found = asked("/concertations/parc-des-lilas/")
    found.resolver_match = resolve("/concertations/parc-des-lilas/", settings.ROOT_URLCONF)

    assert access.route_of(found) == "consultations:detail"
    assert access.route_of(asked("/parc-des-lilas/")) == "unknown"
    assert access.route_of(asked("/static/ui/base.css")) == "static"


def test_a_line_holds_facts_about_the_machine_alone(cities, caplog):
    caplog.set_level(logging.INFO, "agora.access")
    request = asked("/?q=canari", "post", Cookie="agora_session=canari")
    with enter(cities["villeneuve"]):
        access.told(request, HttpResponse(status=201), 0)

    [line] = caplog.records
    assert (line.route, line.status, line.method) == ("unknown", 201, "POST")
    assert "canari" not in str(line.__dict__)


def test_a_method_somebody_made_up_is_another_one(cities):
    request = RequestFactory().generic("CANARI", "/")
    access.told(request, HttpResponse(), 0)

    page = metrics.page().decode()
    assert 'method="other"' in page
    assert "CANARI" not in page
