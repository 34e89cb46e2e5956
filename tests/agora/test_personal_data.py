import pytest

from agora.personal_data import Holding, erase_person, export_person, holdings


@pytest.fixture
def drawer():
    """One more place where something is held on people."""
    held = {"Camille": [{"mot": "bonjour"}]}
    holding = Holding(
        label="Tiroir",
        export=lambda user: held.get(user, []),
        erase=lambda user: held.pop(user, None) and None,
        fields=["drawer.Sheet.author"],
    )
    others = dict(holdings.items())
    for key in others:
        holdings.forget(key)
    with holdings.lending("drawer", holding):
        yield held
    for key, value in others.items():
        holdings.add(key, value)


def test_everything_held_on_a_person_is_exported(drawer):
    assert export_person("Camille") == {"drawer": [{"mot": "bonjour"}]}
    assert export_person("Sacha") == {"drawer": []}


def test_erasing_cuts_every_link_and_may_run_twice(drawer):
    erase_person("Camille")
    erase_person("Camille")

    assert export_person("Camille") == {"drawer": []}
