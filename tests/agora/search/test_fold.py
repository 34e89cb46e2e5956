"""Folding in Python; `test_vector` proves that SQL folds the same."""

import pytest

from agora.search.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("École", "ecole"),
        ("Cœur d’ÉTÉ", "coeur d’ete"),
        ("Œuvre, Ænima", "oeuvre, aenima"),
        ("déjà façonné à Noël", "deja faconne a noel"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("", ""),
    ],
)
def test_accents_case_and_ligatures_are_flattened(text, folded):
    assert fold(text) == folded


def test_folding_twice_changes_nothing_more():
    once = fold("Où ça ? À la forêt, œil pour œil")

    assert fold(once) == once
