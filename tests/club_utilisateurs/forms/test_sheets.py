"""Filters in the URL, each with a chip that removes it."""

from club_utilisateurs.forms.sheets import SheetFilters


def test_an_unknown_value_is_no_filter():
    assert SheetFilters({"module": "bombs", "genre": "assises", "x": "y"}).chosen() == {
        "genre": "assises"
    }


def test_each_chip_says_its_filter_and_leads_to_the_list_without_it():
    chips = SheetFilters({"q": "urne & bois", "taille": "semblable"}).chips()

    assert chips == [
        {"label": "«\u00a0urne & bois\u00a0»", "url": "?taille=semblable"},
        {"label": "Des villes comme la mienne", "url": "?q=urne+%26+bois"},
    ]
