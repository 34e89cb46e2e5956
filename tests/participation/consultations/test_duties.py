"""What « Ma semaine » asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.consultations import duties
from tests.factories.consultations import make_consultation, make_department, make_phase
from tests.factories.people import make_staff

pytestmark = pytest.mark.usefixtures("city")


def test_restitutions_promised_for_today_late_or_later():
    today = timezone.localdate()
    make_consultation(title="Demain", restitution_due_on=today + timedelta(days=1))
    make_consultation(title="Aujourd’hui", restitution_due_on=today)
    late = make_consultation(
        title="En retard",
        department=make_department("Commerce"),
        restitution_due_on=today - timedelta(days=1),
    )
    make_consultation(title="Rangée", state="archived", restitution_due_on=today)
    make_consultation(title="Donnée", restitution_due_on=today, restituted_on=today)

    found = duties.restitutions_owed(actor=make_staff(), at=timezone.now())

    assert [duty.title for duty in found] == ["En retard", "Aujourd’hui"]
    assert (found[0].badge, found[0].state) == ("En retard de 1 jour", "bad")
    assert "Commerce" in found[0].meta
    assert found[1].badge == "Promise pour aujourd’hui"
    assert found[0].url.endswith(f"{late.slug}/restitution/")


def test_the_owner_of_a_promise_is_asked_too():
    owner = make_staff("communication")
    make_consultation(restitution_due_on=timezone.localdate(), restitution_owner=owner)

    assert len(duties.restitutions_owed(actor=owner, at=timezone.now())) == 1
    assert duties.restitutions_owed(actor=make_staff("communication"), at=timezone.now()) == []


def test_the_agenda_names_what_begins_and_ends_within_a_week():
    consultation = make_consultation()
    make_phase(consultation, start=2, end=40, title="Commence")
    make_phase(consultation, start=-9, end=3, title="Finit")
    make_phase(consultation, start=-9, end=None, title="Sans fin")
    make_phase(make_consultation(state="draft"), start=2, end=3, title="Brouillon")

    found = duties.agenda(make_staff(), timezone.now())

    assert [day.title for day in found] == ["Commence", "Finit"]
    assert [day.text.split(" ")[0].rstrip("\u00a0:") for day in found] == ["commence", "finit"]


def test_sections_with_nothing_are_left_out():
    make_consultation(state="draft")

    found = duties.sections(make_staff(), timezone.now())

    assert [section.anchor for section in found] == ["consultations-drafts"]
