"""One colour in, four per mode out: the ratios are the promise."""

import pytest

from agora.ui import theme

STEPS = range(0, 256, 17)
CUBE = [f"#{red:02X}{green:02X}{blue:02X}" for red in STEPS for green in STEPS for blue in STEPS]


def failures(colour):
    for mode, four in theme.derive(colour).items():
        if theme.contrast(four["city"], four["on_city"]) < 4.5:
            yield colour, mode, "fill"
        for ground in (*theme.GROUNDS[mode], four["city_soft"]):
            if theme.contrast(four["city_ink"], ground) < 4.5:
                yield colour, mode, ground


def test_4096_colours_can_all_be_read_in_both_modes():
    assert len(CUBE) == 4096
    assert [one for colour in CUBE for one in failures(colour)] == []


def test_body_text_stays_readable_on_every_tint():
    for colour in CUBE[::7]:
        sheets = theme.derive(colour)
        assert theme.contrast(theme.INK, sheets["light"]["city_soft"]) >= 7
        assert theme.contrast("#F3EFE7", sheets["dark"]["city_soft"]) >= 7


def test_a_readable_colour_is_kept_as_the_city_chose_it():
    assert theme.derive("#0B6E6E")["light"]["city"] == "#0B6E6E"
    assert theme.derive("#0b6e6e")["light"]["on_city"] == "#FFFFFF"


def test_a_light_colour_takes_ink_for_its_text():
    four = theme.derive("#E8B400")["light"]

    assert (four["city"], four["on_city"]) == ("#E8B400", theme.INK)
    assert four["city_ink"] != "#E8B400"


@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF", "#FF0000", "#00FF00", "#0000FF"])
def test_extreme_colours_give_four_colours_a_screen_can_show(colour):
    for four in theme.derive(colour).values():
        assert sorted(four) == ["city", "city_ink", "city_soft", "on_city"]
        assert all(theme.HEX.match(value) for value in four.values())


def test_the_address_of_a_sheet_follows_the_colour_and_refuses_anything_else():
    assert theme.url("#7A3E6D") == f"/theme-7a3e6d-{theme.REVISION}.css"
    assert theme.url("javascript") == theme.url(theme.DEFAULT)


def test_print_knows_no_colour():
    assert "@media print{:root{--city:#000" in theme.css("#0B6E6E")
