"""Rules as sentences."""

import pytest

from participation.consultations import sentences
from tests.factories.consultations import make_component, make_consultation, make_phase

pytestmark = pytest.mark.usefixtures("city")


def test_a_step_says_what_it_opens_in_each_tool():
    consultation = make_consultation()
    phase, quiet = make_phase(consultation), make_phase(consultation)
    component = make_component(consultation, title="Vos idées", phases=[])
    component.phases.add(phase, through_defaults={"actions": ["comment"]})

    [said] = sentences.of_phase(phase, [component])
    [nothing] = sentences.of_phase(quiet, [component])

    assert "Vos idées" in said
    assert said.endswith("on peut commenter.")
    assert "on lit, on s’informe" in nothing


def test_a_tool_says_when_and_what_it_asks_of_people():
    component = make_component(settings={"levels": {"support": "none", "comment": "sms"}})
    dateless = make_component(phases=[])

    said = sentences.of_component(component)

    assert "on peut déposer, commenter, soutenir" in said[0]
    assert "Pour commenter, il faut au moins un téléphone confirmé." in said
    assert "du premier au dernier jour" in sentences.of_component(dateless)[0]


def test_a_tool_nobody_knows_is_only_read():
    consultation = make_consultation()
    phase = make_phase(consultation)
    component = make_component(consultation, kind="zzz", phases=[phase])

    assert sentences.of_phase(phase, [component])[0].endswith("on peut lire.")
