"""What pages fetch: theme, icon, map."""

from agora.ui import theme


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


def test_the_sheets_cost_no_query(client, city, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(theme.url("#0B6E6E"))
