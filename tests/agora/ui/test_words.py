"""Words are cleaned of what nobody can read."""

import pytest

from agora.ui.words import UNREADABLE, clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Un\r\nDeux\rTrois", "Un\nDeux\nTrois"),
        ("  dehors  ", "dehors"),
        ("Un   \nDeux", "Un\nDeux"),
        ("Un\n\n\n\n\nDeux", "Un\n\nDeux"),
        ("cafe\u0301", "café"),
        ("abc\u202egfed\u2069\x00\x07", "abcgfed"),
        ("tab\tgardée", "tab\tgardée"),
        ("famille 👩\u200d👧", "famille 👩\u200d👧"),
    ],
)
def test_texts_keep_their_lines_and_lose_what_hides(typed, kept):
    assert clean_text(typed) == kept


def test_a_line_is_one_line():
    assert clean_line(" Des\n bancs\t partout ") == "Des bancs partout"


def test_line_ends_are_readable():
    assert not UNREADABLE.search("Un\n\tDeux")
