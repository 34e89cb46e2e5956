"""Who begins and writes a sheet, who lets it out."""

import pytest

from agora.rules import SYSTEM
from participation.sharing import rules
from participation.sharing.models import Sheet
from tests.factories.consultations import make_consultation
from tests.factories.people import make_staff, make_user
from tests.factories.sheets import make_sheet

pytestmark = pytest.mark.usefixtures("city")


@pytest.mark.parametrize(
    ("role", "begins", "shares"),
    [
        ("director", True, True),
        ("platform_officer", True, True),
        ("project_officer", True, False),
        ("moderator", False, False),
        ("elected", False, False),
    ],
)
def test_each_job_does_its_part(role, begins, shares):
    actor, sheet = make_staff(role), make_sheet()

    assert rules.can_begin_sheet(actor=actor, consultation=sheet.consultation) == begins
    assert rules.can_write_sheet(actor=actor, sheet=sheet) == begins
    assert rules.can_share_sheet(actor=actor, sheet=sheet) == shares


def test_residents_do_nothing_and_the_machine_does_all():
    sheet = make_sheet()

    assert not rules.can_write_sheet(actor=make_user(), sheet=sheet)
    assert rules.can_write_sheet(actor=SYSTEM, sheet=sheet)


@pytest.mark.parametrize(
    ("state", "begun"),
    [("draft", False), ("scheduled", False), ("open", True), ("closed", True), ("archived", True)],
)
def test_a_sheet_begins_once_the_consultation_has(state, begun):
    consultation = make_consultation(state)

    assert rules.can_begin_sheet(actor=make_staff(), consultation=consultation) == begun


def test_once_the_consultation_is_gone_who_answers_for_sharing_writes():
    make_sheet().consultation.delete()
    sheet = Sheet.objects.get()

    assert rules.can_write_sheet(actor=make_staff(), sheet=sheet)
    assert not rules.can_write_sheet(actor=make_staff("project_officer"), sheet=sheet)
