"""What pages fetch: theme, icon, map."""

import gzip
from contextlib import contextmanager
from dataclasses import replace

from agora.context import NONE, current, enter
from agora.ui import theme
from agora.ui.maps.invented import invent
from agora.ui.maps.shown import outline_of
from agora.ui.views import city_map


@contextmanager
def entered_as(city):
    """Stand in a city the database does not know: its words come with its reference."""
    token = current.set(NONE)
    try:
        with enter(city):
            yield
    finally:
        current.reset(token)


def test_the_theme_is_kept_for_ever(client, city):
    answer = client.get(theme.url("#0B6E6E"))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert "--city:#0B6E6E" in answer.text
    assert not answer.cookies


def test_a_theme_that_is_not_a_colour_does_not_exist(client, city):
    assert client.get("/theme-zzzzzz-1.css").status_code == 404
    assert client.get("/theme-0b6e6e.css").status_code == 404


def test_the_picture_of_the_tab_exists_at_both_addresses(client, console, city):
    assert client.get(theme.icon_url("#0B6E6E")).text.startswith("<svg")
    assert client.get("/favicon.ico").status_code == 200
    assert console.get("/favicon.ico").status_code == 200


def test_a_city_without_outline_has_no_map(client, console, city):
    assert console.get("/carte-0123456789ab.svg").status_code == 404


def test_the_map_of_a_city_is_served_under_its_own_hash(city, rf):
    drawn = replace(city, schema="essai", extra={"identity": {"outline": invent("x", ["A", "B"])}})
    outline = outline_of(drawn.extra["identity"]["outline"])
    with entered_as(drawn):
        packed = city_map(rf.get("/", headers={"Accept-Encoding": "gzip, br"}), outline.version)
        plain = city_map(rf.get("/"), outline.version)
        older = city_map(rf.get("/"), "0" * 12)

    assert gzip.decompress(packed.content) == plain.content
    assert (packed["Content-Encoding"], packed["Vary"]) == ("gzip", "Accept-Encoding")
    assert "immutable" in plain["Cache-Control"]
    assert "immutable" not in older["Cache-Control"]
    assert older.content == plain.content


def test_the_sheets_cost_no_query(client, city, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(theme.url("#0B6E6E"))
