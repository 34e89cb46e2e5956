"""What an invoice is owed is a pure function of its facts."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.balance import Payment, balance


@dataclass(frozen=True)
class Fact:
    kind: str
    cents: int


def facts(**sums):
    return [Fact(kind, cents) for kind, cents in sums.items()]


@pytest.mark.parametrize(
    ("told", "state", "due"),
    [
        (facts(invoice=100), Payment.UNPAID, 100),
        (facts(invoice=100, payment=40), Payment.PART_PAID, 60),
        (facts(invoice=100, payment=100), Payment.PAID, 0),
        (facts(invoice=100, payment=120), Payment.OVERPAID, -20),
        (facts(invoice=100, payment=120, reversal=20), Payment.PAID, 0),
        (facts(invoice=100, payment=100, reversal=100), Payment.UNPAID, 100),
        (facts(invoice=100, credit=100), Payment.CREDITED, 0),
        (facts(invoice=100, credit=30), Payment.UNPAID, 70),
        (facts(invoice=100, credit=30, payment=70), Payment.PAID, 0),
        (facts(invoice=100, credit=100, payment=100), Payment.OVERPAID, -100),
    ],
)
def test_the_state_follows_the_sums(told, state, due):
    found = balance(told)
    assert (found.state, found.due) == (state, due)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["invoice", "credit", "payment", "reversal"]), st.integers(1, 10**9)
        )
    ),
    st.randoms(),
)
def test_order_changes_nothing(told, random):
    before = [Fact(*one) for one in told]
    after = random.sample(before, len(before))
    assert balance(before) == balance(after)
