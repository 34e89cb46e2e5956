"""Amounts as people read them."""

import pytest

from billing.templatetags.billing import cents


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (1_410_000, "14\u202f100,00\u00a0€"),
        (5, "0,05\u00a0€"),
        (-123_456_789, "-1\u202f234\u202f567,89\u00a0€"),
        (0, "0,00\u00a0€"),
        (None, ""),
    ],
)
def test_cents_are_always_there(amount, shown):
    assert cents(amount) == shown
