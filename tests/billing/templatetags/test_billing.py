"""Amounts as people read them."""

import pytest

from billing.templatetags.billing import cents, in_order


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (1_410_000, "14\u202f100,00\u00a0€"),
        (-5, "-0,05\u00a0€"),
        (0, "0,00\u00a0€"),
        (None, ""),
    ],
)
def test_cents_are_read_as_euros(amount, shown):
    assert cents(amount) == shown


def test_no_fact_gives_no_line():
    assert in_order([]) == []
