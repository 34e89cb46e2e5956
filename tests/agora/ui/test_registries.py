"""What slices add to menus and to the front page."""

import pytest

from agora.registry import RegistrationError
from agora.ui.registries import MenuEntry


def test_an_entry_without_a_known_place_does_not_import():
    with pytest.raises(RegistrationError):
        MenuEntry(label="Perdue", url_name="x:y", place="cave")


def test_an_entry_is_for_residents_and_anyone_unless_told():
    entry = MenuEntry(label="Accueil", url_name="x:y")

    assert entry.place == "city"
    assert entry.rule(actor=None)
