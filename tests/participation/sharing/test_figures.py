"""What may leave is registered, computed here, and small numbers of people are hidden."""

from datetime import date

import pytest

from participation.sharing import figures
from tenants.disclosure.levels import HIDDEN, value_of
from tenants.registries import disclosures, shared_pages, subjects
from tests.factories.consultations import make_component, make_consultation
from tests.factories.sheets import make_sheet, talked

pytestmark = pytest.mark.usefixtures("city")

KEYS = [
    "figures.participants",
    "figures.contributions",
    "figures.supports",
    "figures.comments",
    "figures.meetings",
    "figures.attendance",
    "figures.moderation_acts",
    "figures.duration_days",
    "figures.cost_per_participant",
]


def test_every_figure_says_what_leaves_and_what_for():
    found = {key: item for key, item in disclosures.items() if key.startswith("figures.")}

    assert list(found) == KEYS
    for item in found.values():
        assert item.level == "aggregate"
        assert str(item.label) and str(item.text) and str(item.purpose)


def test_what_counts_people_leaves_with_its_small_numbers_hidden():
    of_people = [key for key in KEYS if disclosures.get(key).counts_people]

    assert of_people == [*KEYS[:4], *KEYS[5:7]]


def test_a_subject_is_found_by_its_reference_and_a_deleted_one_is_not():
    consultation = make_consultation("closed")

    assert subjects.get("consultation")(consultation.reference) == consultation
    assert subjects.get("consultation")("PART-2019-999") is None


def test_fewer_than_ten_people_leave_as_fewer_than_ten():
    consultation = make_consultation("closed")
    component = make_component(consultation)
    talked(component, 9)
    assert value_of("figures.participants", consultation) == HIDDEN

    talked(component, 1)
    assert value_of("figures.participants", consultation) == 10


def test_a_small_tool_is_hidden_with_the_next_so_that_the_total_does_not_tell_it():
    consultation = make_consultation("closed")
    for kind, people in (("proposals", 30), ("debates", 22), ("meetings", 4)):
        talked(make_component(consultation, kind=kind), people)

    found = value_of("figures.contributions", consultation)

    assert found["total"] == 56
    assert sorted(number or 0 for number in found["cells"].values()) == [0, 0, 30]


def test_days_are_nobody_and_are_never_hidden():
    consultation = make_consultation("closed", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 7))

    assert value_of("figures.duration_days", consultation) == 7


def test_without_dates_there_is_no_duration_to_give():
    assert figures.duration_days(make_consultation("closed", starts_on=None, ends_on=None)) is None


def test_the_cost_over_few_people_would_tell_how_many_they_were():
    sheet = make_sheet(content={"euros": 900})
    component = make_component(sheet.consultation)
    talked(component, 9)
    assert value_of("figures.cost_per_participant", sheet.consultation) is None

    talked(component, 1)
    assert value_of("figures.cost_per_participant", sheet.consultation) == 90


def test_without_a_cost_or_a_sheet_there_is_nothing_to_divide():
    sheet = make_sheet(content={})
    talked(make_component(sheet.consultation), 12)

    assert figures.cost_per_participant(sheet.consultation) is None
    assert figures.cost_per_participant(make_consultation("closed")) is None


def test_the_page_of_all_that_is_shared_leads_to_each_sheet():
    sheet = make_sheet()

    assert shared_pages.get("sheet")(sheet) == f"/gestion/club/fiches/{sheet.uid}/"
    assert shared_pages.get("blueprint")(sheet) == "/gestion/club/modeles/"
