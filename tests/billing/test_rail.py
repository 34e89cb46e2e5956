"""What is said over the rail carries what a person needs, and no secret."""

from billing.rail import NotOurs, RefusedByStripe


def test_another_total_says_both_amounts():
    error = NotOurs("AG2026-000001", ours=1_200_000, theirs=1_200_001)

    assert (error.ours, error.theirs) == (1_200_000, 1_200_001)
    assert str(error) == "AG2026-000001: 1200001 at Stripe, 1200000 here"


def test_a_refusal_says_what_and_where():
    error = RefusedByStripe("The number is taken.", code="taken", param="number")

    assert (str(error), error.code, error.param) == ("The number is taken.", "taken", "number")
