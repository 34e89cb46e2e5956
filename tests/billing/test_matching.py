"""What a receipt pays is proposed, never more than it holds nor than is owed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.matching import Money, Owed, Why, proposals, same_payer

OWED = [
    Owed(1, "AG2026-000001", "Commune de Villeneuve", 100_00),
    Owed(2, "AG2026-000012", "Ville de Montclair", 250_00),
    Owed(3, "AG2026-000013", "Commune de Villeneuve", 60_00),
    Owed(4, "AG2027-000001", "Saint-Maur", 999_00),
]


def found(cents, reference="", payer="", owed=OWED):
    parts = proposals(Money(cents, reference, payer), owed)
    return [(one.key, one.cents, one.why) for one in parts]


@pytest.mark.parametrize(
    "reference",
    ["AG2026-000012", "VIR/ag 2026 000012/MANDAT 55", "FACT AG-2026-12", "AG2026000012 X"],
)
def test_the_number_in_the_reference_comes_first(reference):
    assert found(250_00, reference, "TRESORERIE VILLENEUVE") == [(2, 250_00, Why.NUMBER)]


def test_a_longer_number_is_another_number():
    assert found(1_00, "AG2026-0000123") == []
    assert found(1_00, "TAG2026-000012") == []


def test_several_numbers_share_one_receipt_and_the_last_gets_what_is_left():
    assert found(200_00, "AG2026-000001 AG2026-000012") == [
        (1, 100_00, Why.NUMBER),
        (2, 100_00, Why.NUMBER),
    ]


def test_the_exact_amount_of_the_same_payer_comes_next():
    assert found(60_00, "MANDAT 12", "TRESORERIE DE VILLENEUVE") == [
        (3, 60_00, Why.AMOUNT_AND_PAYER)
    ]


def test_the_exact_total_of_a_payer_settles_all_it_owes():
    assert found(160_00, payer="VILLENEUVE") == [
        (1, 100_00, Why.ALL_OF_PAYER),
        (3, 60_00, Why.ALL_OF_PAYER),
    ]


def test_an_amount_alone_is_proposed_only_if_it_is_the_only_one():
    assert found(250_00, payer="DGFIP") == [(2, 250_00, Why.AMOUNT)]
    assert found(250_00, owed=[*OWED, Owed(5, "AG2026-000020", "X", 250_00)]) == []


def test_a_payer_alone_pays_its_oldest_first():
    assert found(120_00, payer="VILLE VILLENEUVE") == [
        (1, 100_00, Why.PAYER),
        (3, 20_00, Why.PAYER),
    ]


def test_a_name_of_common_words_says_nothing():
    assert not same_payer(Money(1, "VIR", "COMMUNE DE LA VILLE"), "Commune de la ville")
    assert same_payer(Money(1, "", "SGC SAINT MAUR DES FOSSES"), "Saint-Maur")


def test_nothing_left_proposes_nothing():
    assert found(0, "AG2026-000001") == []


@given(
    st.integers(1, 500_00),
    st.lists(st.sampled_from(["AG2026-1", "AG2026-12", "villeneuve", "montclair", "maur"])),
)
def test_no_proposal_gives_more_than_there_is_or_is_owed(cents, words):
    parts = proposals(Money(cents, " ".join(words), ""), OWED)
    owed = {one.key: one.cents for one in OWED}

    assert sum(one.cents for one in parts) <= cents
    assert all(0 < one.cents <= owed[one.key] for one in parts)
    assert len({one.key for one in parts}) == len(parts)
