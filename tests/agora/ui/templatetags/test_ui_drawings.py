"""Maps, charts and codes in templates."""

from types import SimpleNamespace

from django.template import Context, Template

from agora.ui.maps import shown
from agora.ui.maps.invented import invent

NAMES = ["Les Berges", "Le Bourg", "La Plaine", "Le Val"]
GIVEN = invent("essai", NAMES)
ROWS = [
    {"number": rank, "name": name, "value": value, "url": f"/s/{rank}/"}
    for rank, (name, value) in enumerate(zip(NAMES, (40, 8, 1, 0), strict=True), start=1)
]


def draw(source, outline=GIVEN, **context):
    house = SimpleNamespace(outline=outline, logo_url=context.pop("logo_url", ""))
    return Template("{% load ui %}" + source).render(Context(context | {"house": house}))


def test_map_and_list_name_the_same_places():
    html = draw("{% sector_map rows %}", rows=ROWS)

    for row in ROWS:
        assert html.count(f'href="{row["url"]}"') == 2
    assert 'aria-label="Les Berges, 40"' in html


def test_the_tint_follows_the_value_in_five_steps():
    html = draw("{% sector_map rows %}", rows=ROWS)

    assert [f"area v{step}" in html for step in range(6)] == [True, True, False, False, False, True]


def test_a_city_without_outline_keeps_the_list():
    html = draw("{% sector_map rows %}", outline=None, rows=ROWS)

    assert "<svg" not in html
    assert html.count("<li>") == 4


def test_a_sector_the_outline_lacks_stays_in_the_list():
    html = draw("{% sector_map rows %}", rows=[{"number": 9, "name": "Ailleurs", "url": "/9/"}])

    assert html.count('href="/9/"') == 1


def test_the_hero_is_engraved_where_it_happens():
    file = shown.url(shown.outline_of(GIVEN))

    assert f'href="{file}#c2"' in draw("{% map_hero here=2 %}")
    assert "engrave" not in draw("{% map_hero %}")
    assert draw("{% map_hero %}", outline=None).strip() == ""


def test_a_cover_is_never_grey():
    assert "#c3" in draw("{% map_cover 3 %}")
    assert "#ville" in draw("{% map_cover %}")
    assert "relief.svg#courbes" in draw("{% map_cover 3 %}", outline=None)
    assert "engrave" not in draw("{% map_cover 99 %}")


def test_the_sign_of_the_city_is_its_logo_else_its_outline():
    assert "#ville" in draw("{% brand_mark %}")
    assert '<img class="brand-logo" src="/l.png"' in draw("{% brand_mark %}", logo_url="/l.png")
    assert draw("{% brand_mark %}", outline=None) == ""


def test_a_code_says_where_it_leads():
    html = draw("{% qr 'https://x.fr/' label %}", label='Page "x"')

    assert 'role="img" aria-label="Page &quot;x&quot;"' in html
    assert "style=" not in html


def test_little_bars_say_what_they_show():
    html = draw("{% spark values 'En hausse' %}", values=[1, 2, 3])

    assert 'aria-label="En hausse"' in html
    assert html.count("<rect") == 3


def test_a_point_is_drawn_with_its_caption_or_not_at_all():
    placed = GIVEN | {"bbox": [2.2, 48.88, 2.24, 48.9]}
    html = draw("{% map_point 48.89 2.22 2 label='Rue du Lac' %}", outline=placed)

    assert 'role="img"' in html
    assert 'class="pin"' in html
    assert "#c2" in html
    assert "Rue du Lac" in html
    assert draw("{% map_point 48.89 2.22 %}").strip() == ""
    assert draw("{% map_point 48.89 2.22 %}", outline=None).strip() == ""
    assert draw("{% map_point 0 0 %}", outline=placed).strip() == ""


def test_the_facts_of_a_map_are_attributes():
    placed = GIVEN | {"bbox": [2.2, 48.88, 2.24, 48.9]}

    assert 'data-ground="2.2 48.88 2.24 48.9 ' in draw("<p {% map_facts %}>", outline=placed)
    assert draw("<p {% map_facts %}>", outline=GIVEN) == "<p >"
