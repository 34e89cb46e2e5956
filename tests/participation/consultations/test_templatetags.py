"""Small tools of templates."""

from participation.consultations.templatetags.lines import text_lines


def test_lines_lose_their_dashes_and_empty_ones_go():
    assert text_lines("- Les jeux\n\n  • Les bancs \n – ") == ["Les jeux", "Les bancs"]
