"""Pages leave compressed, unless somebody's secret could be measured by it."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from agora.ui.compression import CompressionMiddleware
from tests.factories.people import make_user, sign_in

PAGE = "<p>Des bancs à l’ombre, tous les cent mètres.</p>" * 40
GZIP = {"Accept-Encoding": "gzip, br"}


def answered(rf, response, **cookies):
    request = rf.get("/", headers=GZIP)
    request.COOKIES.update(cookies)
    return CompressionMiddleware(lambda _request: response)(request)


@pytest.mark.parametrize(
    "kind",
    ["text/html; charset=utf-8", "text/css", "application/json", "application/rss+xml",
     "image/svg+xml"],
)  # fmt: skip
def test_texts_that_are_nobody_s_leave_compressed_and_whole(rf, kind):
    answer = answered(rf, HttpResponse(PAGE, content_type=kind))

    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert len(answer.content) < len(PAGE.encode()) / 3
    assert gzip.decompress(answer.content) == PAGE.encode()


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "application/zip"])
def test_what_is_compressed_already_is_not_again(rf, kind):
    assert answered(rf, HttpResponse(PAGE, content_type=kind)).content == PAGE.encode()


def test_a_page_for_somebody_known_is_never_compressed(rf):
    assert answered(rf, HttpResponse(PAGE), agora_session="x").content == PAGE.encode()


def test_nor_a_page_that_begins_a_session(rf):
    response = HttpResponse(PAGE)
    response.set_cookie("agora_csrf", "secret")

    assert answered(rf, response).content == PAGE.encode()


def test_cookies_of_others_do_not_stop_it(rf):
    assert "Content-Encoding" in answered(rf, HttpResponse(PAGE), mesure="x")


def test_streams_go_as_they_are(rf):
    answer = answered(rf, StreamingHttpResponse(iter([b"a" * 500]), content_type="text/csv"))

    assert "Content-Encoding" not in answer
    assert b"".join(answer.streaming_content) == b"a" * 500


def test_the_home_page_is_compressed_for_visitors_alone(city, client, client_for):
    visitor = client.get("/", headers=GZIP)
    resident = sign_in(client_for(city), make_user()).get("/", headers=GZIP)

    assert visitor["Content-Encoding"] == "gzip"
    assert b"Villeneuve" in gzip.decompress(visitor.content)
    assert "Content-Encoding" not in resident
