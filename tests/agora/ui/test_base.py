"""The page every page is built on: light, silent, and without a cookie."""

import gzip
import re
from pathlib import Path

import agora.ui
from tests.factories.people import make_staff, sign_in

STATIC = Path(agora.ui.__file__).parent / "static" / "ui"
UNKNOWN = "/nulle-part/"  # the plainest page: the base and a sentence


def weight(path):
    return len(gzip.compress(path.read_bytes(), 9))


def test_the_base_costs_no_query_to_a_visitor(client, city, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):  # former addresses are looked up on a 404
        client.get(UNKNOWN)


def test_the_base_costs_a_member_of_the_team_few(client, city, django_assert_max_num_queries):
    sign_in(client, make_staff())
    with django_assert_max_num_queries(5):
        client.get(UNKNOWN)


def test_no_cookie_and_no_post_form_before_one_writes(client, city):
    page = client.get(UNKNOWN)

    assert not page.cookies
    assert "<form" not in page.text
    assert "csrfmiddlewaretoken" not in page.text


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client, city):
    html = client.get(UNKNOWN).text

    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\s(style|on[a-z]+)=", html)
    assert "<style" not in html
    assert not re.search(r'(src|href)="(https?:)?//', html)


def test_one_reaches_the_content_first(client, city):
    html = client.get(UNKNOWN).text

    assert re.search(r"<body[^>]*>\s*<a class=\"skip\" href=\"#contenu\">", html)
    assert html.count('id="contenu"') == 1
    assert html.count("<h1>") == 1
    assert '<html lang="fr">' in html


def test_the_sheet_the_module_and_the_icons_stay_light():
    assert weight(STATIC / "ui.css") <= 15 * 1024
    assert weight(STATIC / "ui.js") <= 5 * 1024
    assert (STATIC / "icons.svg").stat().st_size <= 6 * 1024


def test_the_sheet_keeps_to_what_old_telephones_understand():
    css = (STATIC / "ui.css").read_text()

    for newer in ("light-dark(", "color-mix(", "@container", "&:", "& "):
        assert newer not in css
    depth = deepest = 0
    for rule in re.findall(r"[^{}]*[{}]", re.sub(r"/\*.*?\*/", "", css, flags=re.S)):
        depth += 1 if rule.endswith("{") else -1
        deepest = max(deepest, depth)
    assert depth == 0
    assert deepest <= 4  # layer, @media, @supports, rule


def test_a_colour_goes_through_a_token_only():
    css = (STATIC / "ui.css").read_text()
    body = css[css.index("@layer base {") : css.index("@layer print {")]

    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", body) == ["#FFF"]  # the ground of a QR code


def test_htmx_swaps_refused_forms_and_keeps_no_history(client, city):
    html = client.get(UNKNOWN).text

    assert '"code":"422","swap":true' in html
    assert '"historyCacheSize":0' in html
    assert '"allowEval":false' in html
