"""Ways to begin a consultation."""

from datetime import date

from participation.consultations import starters

FIRST, LAST = date(2026, 11, 4), date(2026, 12, 4)


def test_only_starters_whose_tools_exist_are_offered(city):
    assert [one.key for one in starters.offered()] == [
        "ideas",
        "information",
        "debate",
        "full",
        "empty",
    ]


def test_an_unknown_starter_is_the_empty_page():
    assert starters.get("zzz").key == "empty"


def test_steps_share_the_days_and_study_comes_after():
    whole, study = starters.get("ideas").steps
    inform, propose, _study = starters.get("full").steps

    assert starters.step_days(whole, FIRST, LAST) == (FIRST, LAST)
    assert starters.step_days(study, FIRST, LAST) == (date(2026, 12, 5), date(2026, 12, 19))
    assert starters.step_days(inform, FIRST, LAST)[1] == date(2026, 11, 13)
    assert starters.step_days(propose, FIRST, LAST)[1] == LAST
    assert starters.step_days(study, FIRST, FIRST) == (date(2026, 11, 5), date(2026, 11, 5))
