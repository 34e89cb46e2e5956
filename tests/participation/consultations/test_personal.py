"""What consultations hold on people."""

from agora.personal_data import holdings
from participation.consultations.models import TeamMember
from tests.factories.consultations import make_consultation, make_member
from tests.factories.people import make_staff


def test_roles_and_promises_are_handed_over_then_forgotten(city):
    person = make_staff()
    consultation = make_consultation(restitution_owner=person)
    make_member(person, "project_officer", consultation=consultation)
    held = holdings.get("consultations.team")

    rows = held.export(person)
    held.erase(person)
    held.erase(person)

    assert rows[0]["role"] == "project_officer"
    assert rows[1]["restitution"] == consultation.reference
    assert not TeamMember.objects.exists()
    consultation.refresh_from_db()
    assert consultation.restitution_owner is None
