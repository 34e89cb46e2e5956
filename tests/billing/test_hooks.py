"""What billing offers to lower storeys."""

from agora.action import verbs
from agora.audit.registries import sentences
from agora.rules import roles
from billing import hooks


def test_every_verb_of_billing_has_its_sentence():
    ours = {name for name, verb in verbs.items() if verb.function.__module__.startswith("billing.")}
    assert ours - set(sentences) == set()
    assert set(hooks._SENTENCES) - ours == set()


def test_jobs_at_the_provider_and_in_a_city_have_their_words():
    assert {name for name in roles if "billing" in name} == set(hooks._ROLES)
