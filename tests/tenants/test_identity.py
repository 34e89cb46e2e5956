"""The shades shown beside a city's colour."""

from agora.ui.theme import contrast
from tenants.identity import shades


def test_a_readable_colour_is_kept():
    shown = shades("#0B6E6E")

    assert shown["kept"]
    assert shown["shades"][0]["light"] == "#0B6E6E"


def test_a_colour_nobody_reads_is_adjusted_and_said():
    shown = shades("#FF0000")
    button, text = (row["light"] for row in shown["shades"][:2])

    assert contrast(button, text) >= 4.5
    assert shown["kept"] == (button == "#FF0000")
    assert shown["used"] == button
