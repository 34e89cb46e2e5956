"""What the provider's side registers."""

from agora.action import verbs
from agora.audit.registries import sentences
from agora.ui.registries import menus
from tenants.registries import features, setup_steps
from tenants.steps import OWN_STEPS


def test_every_verb_of_cities_has_its_words_in_the_journal():
    mine = {name for name in verbs if name.startswith(("city.", "identity."))}

    assert mine
    assert {name for name in mine if name not in sentences} == set()


def test_own_steps_functions_and_menus_are_there():
    assert set(OWN_STEPS) <= set(setup_steps)
    assert len(features) >= 1
    assert {"tenants.cities", "tenants.open", "tenants.versions", "tenants.identity"} <= set(menus)
