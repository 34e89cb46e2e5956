"""Every state has its look."""

import pytest

from billing import badges
from billing.models import ContractState, DueItem, DueState, OrderState, QuoteState
from billing.templatetags.billing import days, state_badge


@pytest.mark.parametrize(
    ("looks", "states"),
    [
        (badges.QUOTE, QuoteState),
        (badges.CONTRACT, ContractState),
        (badges.DUE, DueState),
        (badges.ORDER, OrderState),
    ],
)
def test_no_state_is_drawn_bare(looks, states):
    assert set(looks) == set(states)


def test_a_state_is_an_icon_and_a_word():
    drawn = state_badge(DueItem(state="awaiting_ref"))

    assert "b-warn" in drawn
    assert "<svg" in drawn
    assert "Attend la référence" in drawn


def test_days_are_read_with_a_comma():
    assert [days(n) for n in (1, "1.50", "2.0")] == ["1", "1,5", "2"]
