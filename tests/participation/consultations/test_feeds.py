"""Calendar files that calendars accept."""

from django.test import RequestFactory

from participation.consultations.feeds import ics
from tests.factories.consultations import make_consultation, make_phase


def test_long_and_awkward_lines_are_escaped_and_folded(city):
    consultation = make_consultation(title="Parc; arbres, jeux\\eau " + "é" * 90)
    phases = [make_phase(consultation, description="Un\nDeux"), make_phase(consultation, end=None)]

    text = ics(RequestFactory().get("/"), consultation, phases).text

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "")
    assert "Parc\\; arbres\\, jeux\\\\eau" in whole
    assert "DESCRIPTION:Un\\nDeux" in whole
    assert whole.count("BEGIN:VEVENT") == 2
    assert whole.count("DTEND:") == 1
