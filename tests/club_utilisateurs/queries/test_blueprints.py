"""Reads of the library."""

from club_utilisateurs.queries.blueprints import card_of, library


def test_the_provider_has_no_card(in_club, member_a, facilitator):
    assert card_of(facilitator) is None
    assert card_of(None) is None
    assert card_of(member_a).name == "Villeneuve"


def test_an_empty_shelf_is_empty(in_club):
    assert list(library(None, {})) == []
