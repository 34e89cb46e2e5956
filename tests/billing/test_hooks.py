"""What billing offers to lower storeys."""

from agora.action import verbs
from agora.audit.registries import sentences
from agora.rules import roles
from billing import hooks
from tenants.models import City
from tenants.registries import setup_steps
from tests.factories.billing import make_account


def test_every_verb_of_billing_has_its_sentence():
    ours = {name for name, verb in verbs.items() if verb.function.__module__.startswith("billing.")}
    assert ours - set(sentences) == set()
    assert set(hooks._SENTENCES) - ours == set()


def test_jobs_at_the_provider_and_in_a_city_have_their_words():
    assert {name for name in roles if "billing" in name} == set(hooks._ROLES)


def test_an_opening_looks_for_its_payer_and_never_fails_for_want_of_one(cities, books, caplog):
    step = setup_steps.get("billing_customer")
    city = books["montclair"]
    account = make_account()
    city.siren = account.siren
    city.save()

    assert step.run(city, None) == {}
    assert [link.city for link in account.cities.all()] == [city]

    assert step.run(City(pk="no number"), None) == {}
    assert "no payer was looked for" in caplog.text
