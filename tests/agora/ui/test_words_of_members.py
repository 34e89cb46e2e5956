"""What members type, cleaned."""

from agora.ui.words import clean_line, clean_text


def test_nothing_unreadable_stays_and_lines_end_one_way():
    typed = "e\u0301t\u00e9\x00\x1b\u202e\r\nun\u00a0 \r\n\r\n\r\n\r\n\tdeux \ufeff "

    assert clean_text(typed) == "\u00e9t\u00e9\nun\n\n\tdeux"


def test_a_line_has_no_end_inside():
    assert clean_line(" Un\n\tdeux\u00a0trois ") == "Un deux trois"
