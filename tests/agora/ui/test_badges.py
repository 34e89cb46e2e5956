"""The tone and the icon of each state."""

from pathlib import Path

import pytest

import agora.ui
from agora.ui.badges import STATES, look_of
from agora.ui.templatetags.ui import badge

ICONS = (Path(agora.ui.__file__).parent / "static" / "ui" / "icons.svg").read_text()


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_an_icon_and_a_word(state):
    html = str(badge(state, "Mot"))

    assert f"#{look_of(state).icon}" in html
    assert ">Mot</span>" in html


def test_a_refusal_is_never_red():
    assert look_of("refused").tone == look_of("rejected").tone == ""
    assert look_of("jamais vu") == look_of("")


def test_every_icon_of_a_state_is_drawn():
    assert [look.icon for look in STATES.values() if f'id="{look.icon}"' not in ICONS] == []
