"""A sheet begins with what the city wrote of its consultation, and with no word of residents."""

from datetime import UTC, date, datetime

import pytest

from participation.consultations.models import Phase
from participation.sharing import prefill
from tests.factories.consultations import make_component, make_consultation
from tests.factories.tools import make_proposal

pytestmark = pytest.mark.usefixtures("city")


def told():
    consultation = make_consultation(
        "restituted",
        summary="Le parc a dix ans.",
        objective="Choisir les travaux",
        how_decided="Le conseil choisit.",
        audience="Les riverains",
        without_screen="Au marché",
        communication_plan="Affiches",
        restitution_text="Nous avons entendu.",
        restituted_on=date(2026, 6, 2),
    )
    Phase.objects.create(
        consultation=consultation, title="Déposer",
        starts_at=datetime(2026, 3, 1, 8, tzinfo=UTC), ends_at=datetime(2026, 3, 20, 8, tzinfo=UTC),
    )  # fmt: skip
    Phase.objects.create(
        consultation=consultation, title="Voter",
        starts_at=datetime(2026, 4, 2, 8, tzinfo=UTC), position=1,
    )  # fmt: skip
    make_component(consultation, phases=[])
    return consultation


def test_each_section_takes_what_the_consultation_says():
    content = prefill.content_of(told())

    assert content == {
        "context": "Le parc a dix ans.",
        "aim": "Choisir les travaux",
        "method": "Outils\u00a0: Propositions.\n\nLe conseil choisit.",
        "audience": "Les riverains",
        "mobilisation": "Affiches\n\nAu marché",
        "calendar": (
            "1er mars 2026 – 20 mars 2026\u00a0: Déposer\n2 avril 2026\u00a0: Voter\n"
            "2 juin 2026\u00a0: Restitution"
        ),
        "restitution": "Nous avons entendu.",
    }


def test_what_the_consultation_does_not_say_is_left_to_write():
    bare = make_consultation(
        "open", summary="", objective="", how_decided="", starts_on=None, ends_on=None
    )

    assert prefill.content_of(bare) == {}


def test_a_sheet_says_where_each_text_was_taken_and_whether_it_was_changed():
    consultation = told()
    content = prefill.content_of(consultation) | {"audience": "Les familles", "aim": ""}

    said = prefill.origins(consultation, content)

    assert said["context"] == "Repris de\u00a0: la présentation."
    assert said["audience"] == "Repris de\u00a0: «\u00a0À qui l’on s’adresse\u00a0», puis modifié."
    assert "aim" not in said
    assert "result" not in said


def test_once_the_consultation_is_gone_nothing_is_said_of_where_from():
    assert prefill.origins(None, {"context": "Un parc."}) == {}


def test_no_word_of_residents_is_taken():
    consultation = told()
    make_proposal(make_component(consultation), title="CANARI un titre", body="CANARI un texte")

    assert "CANARI" not in str(prefill.content_of(consultation))
