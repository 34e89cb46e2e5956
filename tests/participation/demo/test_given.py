"""What the demonstration says was published and taken up holds together."""

import pytest

from participation.demo.cities import CITIES
from participation.demo.given import GIVEN, TAKEN
from participation.demo.neighbours import NEIGHBOURS
from participation.sharing.sections import LONGEST
from tenants.disclosure.sheets import SECTIONS
from tenants.registries import disclosures

HOSTS = {city.host.removesuffix(".localhost"): city for city in [*CITIES, *NEIGHBOURS]}
OFFERED = {one.blueprint_title: word for word, one in GIVEN.items() if one.blueprint_title}


@pytest.mark.parametrize("word", GIVEN)
def test_a_sheet_is_about_a_consultation_that_is_over(word):
    given = GIVEN[word]
    asked = {one.title: one for one in HOSTS[word].asked}[given.consultation]
    keys = {section.key for section in SECTIONS} | {"euros", "days"}

    assert asked.state != "open"
    assert set(given.content) <= keys - {"cost"}
    assert max(len(str(text)) for text in given.content.values()) <= LONGEST
    assert set(given.figures) <= set(disclosures)
    assert bool(given.blueprint_title) is bool(given.blueprint_summary)


def test_what_was_taken_up_was_offered_by_another():
    for word, titles in TAKEN.items():
        assert word in HOSTS
        assert {OFFERED[title] for title in titles} & {word} == set()
