"""Filters and texts."""

from participation.contributions.forms import ReportForm, StaffFilter, Words


def test_filters_nobody_knows_are_ignored(city):
    form = StaffFilter({"etat": "zzz", "concertation": "x", "genre": "proposal"})

    assert form.chosen() == {"genre": "proposal"}


def test_a_text_of_spaces_is_empty_and_a_long_one_says_so(city):
    empty = ReportForm({"kind": "spam", "message": "   "})
    long = ReportForm({"kind": "spam", "message": "a" * 1001})

    assert empty.is_valid()
    assert not long.is_valid()
    assert "1000" in str(long.errors["message"])


def test_one_line_words_have_no_text_area():
    assert Words(rows=1).widget.input_type == "text"
