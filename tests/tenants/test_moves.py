"""The buttons that change a state say what they will do."""

from agora.action import verbs
from tenants.moves import MOVES


def test_every_button_is_an_action_with_its_warning():
    for name, move in MOVES.items():
        assert name == move.verb
        assert move.action.verb.name in verbs
        assert str(move.warning)
        assert "Rivefort" in move.done % {"city": "Rivefort"}


def test_what_closes_a_site_is_drawn_as_dangerous():
    assert {name for name, move in MOVES.items() if move.danger} == {"suspendre", "clore"}
