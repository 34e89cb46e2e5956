"""What every template knows of the house."""

from dataclasses import replace

import pytest

from agora.context import club, enter, public
from agora.ui import theme
from agora.ui.context import House, house


def test_a_city_has_its_name_its_colour_and_its_words(city):
    named = replace(
        city, schema="essai", name="Essai",
        extra={"identity": {"theme_colour": "#7A3E6D", "phone": "01 99 00 12 34"}},
    )  # fmt: skip
    made = House(name=named.name, kind="city", colour="#7A3E6D", extra=named.extra)

    assert (made.phone, made.phone_link, made.address) == ("01 99 00 12 34", "+33199001234", "")
    assert made.theme_url == theme.url("#7A3E6D")
    assert house().name == city.name
    assert house().kind == "city"


def test_a_word_nobody_knows_is_an_error():
    with pytest.raises(AttributeError):
        House(name="x", kind="city", colour=theme.DEFAULT).secret  # noqa: B018


@pytest.mark.parametrize(("phone", "link"), [("+33 1 99", "+33199"), ("3975", "3975"), ("", "")])
def test_short_and_foreign_numbers_are_left_as_they_are(phone, link):
    made = House(name="x", kind="city", colour="#000000", extra={"identity": {"phone": phone}})

    assert made.phone_link == link


def test_colour_says_where_one_is():
    with public():
        assert (house().kind, house().colour) == ("provider", theme.PROVIDER)
    with club():
        assert (house().kind, house().colour) == ("club", theme.CLUB)
    assert house().kind == "none"


def test_two_cities_never_share_their_words(cities):
    with enter(cities["villeneuve"]):
        one = house().name
    with enter(cities["montclair"]):
        assert house().name != one
