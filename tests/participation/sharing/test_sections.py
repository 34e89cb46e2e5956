"""Each section asks its question, and the club has a name for each kind of consultation."""

from participation.consultations.models import ConsultationKind
from participation.sharing.sections import HELP
from tenants.disclosure.sheets import KINDS, TEXTS


def test_every_text_has_its_help():
    assert set(HELP) == set(TEXTS)
    assert all(str(words) for words in HELP.values())


def test_the_club_names_every_kind_of_consultation_as_cities_do():
    assert {kind: str(label) for kind, label in KINDS.items()} == {
        kind: str(label) for kind, label in ConsultationKind.choices
    }
