"""Writes about cities: what they leave behind."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from agora.audit.models import Entry
from agora.context import enter, public
from agora.jobs.testing import pending
from agora.rules import SYSTEM, Refused
from tenants import queries
from tenants.actions import cities as actions
from tenants.models import City, CityState, Domain, Epoch, SetupRun
from tenants.registries import ordered_steps
from tests.factories.people import make_staff

pytestmark = pytest.mark.django_db
FACTS = {"name": "Rivefort", "host": "rivefort.localhost", "admin_email": "c@rivefort.fr"}


@pytest.fixture
def operator():
    with public():
        yield make_staff("operator", full_name="Ines")


@pytest.fixture
def villeneuve(operator, cities):
    return City.objects.get(schema_name=cities["villeneuve"].schema)


def epoch():
    return Epoch.objects.get(pk=1).value


def test_opening_notes_all_and_creates_no_schema(operator):
    before = epoch()

    city = actions.open_city(actor=operator, identity={"theme_colour": "#AA2200"}, **FACTS)

    assert (city.state, city.provisioned_at, city.fingerprint) == ("provisioning", None, "")
    assert city.reference_prefix == "rivefort.localhost"
    assert city.settings.theme_colour == "#AA2200"
    assert [step.name for step in city.setup.steps.all()] == [key for key, _ in ordered_steps()]
    assert city.transitions.get().actor_label == str(operator)
    assert epoch() == before + 1
    assert pending()[-1] == ("tenants.set_up", {"run": city.setup.pk})
    entry = Entry.objects.get(verb="city.opening_asked")
    assert entry.obj == city.schema_name


def test_a_host_leads_to_one_city(operator):
    actions.open_city(actor=operator, **FACTS)

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.open_city(actor=operator, **FACTS)


def test_a_refused_opening_leaves_nothing(city):
    director = make_staff("director")

    with pytest.raises(Refused):
        actions.open_city(actor=director, **FACTS)


def test_resuming_asks_for_the_work_again(operator):
    city = actions.open_city(actor=operator, **FACTS)
    city.setup.steps.filter(name="schema").update(state="failed", error="disque plein")
    SetupRun.objects.update(state="failed")

    actions.resume_opening(actor=operator, city=city)

    assert city.setup.steps.get(name="schema").error == ""
    assert SetupRun.objects.get().state == "waiting"
    assert [name for name, _ in pending()] == ["tenants.set_up"] * 2


def test_finishing_serves_the_city_once(operator):
    city = actions.open_city(actor=operator, target_state="trial", **FACTS)

    actions.finish_opening(actor=SYSTEM, run=city.setup)
    actions.finish_opening(actor=SYSTEM, run=city.setup)

    city.refresh_from_db()
    assert city.state == "trial"
    assert city.provisioned_at is not None
    assert city.transitions.count() == 2


def test_a_city_goes_through_its_life_with_reasons(operator, villeneuve):
    before = epoch()

    actions.make_read_only(actor=operator, city=villeneuve, reason="Fin du marché.")
    actions.suspend_city(actor=operator, city=villeneuve, reason="Faille.")
    actions.put_live(actor=operator, city=villeneuve)
    actions.archive_city(actor=operator, city=villeneuve, reason="Adieu.")

    villeneuve.refresh_from_db()
    assert (villeneuve.state, villeneuve.state_reason) == ("archived", "Adieu.")
    assert [change.reason for change in villeneuve.transitions.all()] == [
        "Adieu.",
        "",
        "Faille.",
        "Fin du marché.",
    ]
    assert epoch() == before + 4
    with pytest.raises(Refused):
        actions.suspend_city(actor=operator, city=villeneuve, reason="Non.")


def test_describing_a_city_moves_the_directory(operator, villeneuve):
    before = epoch()

    actions.describe_city(
        actor=operator,
        city=villeneuve,
        name="Villeneuve-la-Grande",
        kind="metropole",
        population=90_000,
        insee="92050",
        siren="219200508",
    )

    assert City.objects.get(pk=villeneuve.pk).name == "Villeneuve-la-Grande"
    assert epoch() == before + 1


def hosts_of(city):
    return dict(city.domains.values_list("host", "is_primary"))


def test_a_new_host_of_ours_becomes_the_first_and_the_old_one_still_leads(operator, villeneuve):
    actions.change_host(actor=operator, city=villeneuve, host="vn.localhost")

    assert hosts_of(villeneuve) == {"villeneuve.localhost": False, "vn.localhost": True}


def test_a_new_host_of_the_city_waits_for_its_proof(operator, villeneuve):
    actions.change_host(actor=operator, city=villeneuve, host="participez.villeneuve.fr")

    assert hosts_of(villeneuve) == {"villeneuve.localhost": True, "participez.villeneuve.fr": False}
    new = Domain.objects.get(host="participez.villeneuve.fr")
    assert (new.verified_at, new.becomes_primary) == (None, True)
    assert pending()[-1] == ("tenants.verify_domain", {"domain": new.pk})


def test_only_the_last_host_asked_for_waits_to_be_the_first(operator, villeneuve):
    actions.change_host(actor=operator, city=villeneuve, host="a.villeneuve.fr")
    actions.change_host(actor=operator, city=villeneuve, host="b.villeneuve.fr")

    waiting = Domain.objects.filter(becomes_primary=True)
    assert [domain.host for domain in waiting] == ["b.villeneuve.fr"]


def test_a_city_on_its_own_host_answers_at_ours_until_it_is_proven(operator):
    city = actions.open_city(actor=operator, **FACTS | {"host": "participez.rivefort.fr"})

    assert hosts_of(city) == {"participez.rivefort.fr": False, "rivefort.localhost": True}
    assert city.reference_prefix == "participez.rivefort.fr"
    own = Domain.objects.get(host="participez.rivefort.fr")
    assert (own.verified_at, own.becomes_primary) == (None, True)
    assert Domain.objects.get(host="rivefort.localhost").verified_at is not None


def test_a_function_is_switched_for_one_city(operator, villeneuve):
    actions.switch_feature(actor=operator, city=villeneuve, name="meetings", on=False)

    assert City.objects.get(pk=villeneuve.pk).features == {"meetings": False}


def test_the_epoch_comes_back_if_it_was_lost(operator, villeneuve):
    Epoch.objects.all().delete()

    actions.put_live(actor=SYSTEM, city=villeneuve)

    assert epoch() == 1


def test_a_city_writes_its_own_identity_and_no_other(city, other_city):
    with public():
        before = epoch()
    with enter(city):
        own = actions.change_identity(
            actor=make_staff("communication"), fields={"tagline": "Ici", "outline": {"areas": []}}
        )
        assert (own.name, own.tagline, own.outline) == ("Villeneuve", "Ici", {"areas": []})
        assert Entry.objects.filter(verb="identity.changed").exists()
    with public():
        assert epoch() == before + 1


def test_the_identity_of_another_city_stays(cities):
    with enter(cities["villeneuve"]):
        actions.change_identity(actor=SYSTEM, fields={"tagline": "Ici"})
    with enter(cities["montclair"]):
        assert queries.own_city().tagline == ""


def test_the_provider_cannot_pass_for_a_city(operator):
    with pytest.raises(ProgrammingError, match="only a city"), transaction.atomic():
        actions.change_identity(actor=SYSTEM, fields={"tagline": "Là"})


def test_the_stock_ways_into_a_city_are_refused(villeneuve):
    for way in (
        villeneuve.activate,
        villeneuve.deactivate,
        villeneuve.create_schema,
        villeneuve.__enter__,
        villeneuve.__exit__,
    ):
        with pytest.raises(TypeError, match="use "):
            way()


def test_a_served_city_was_made_ready(operator):
    with pytest.raises(IntegrityError), transaction.atomic():
        City.objects.create(name="X", reference_prefix="X", state=CityState.LIVE)


def test_a_host_is_kept_in_lower_case(operator, villeneuve):
    with pytest.raises(IntegrityError), transaction.atomic():
        Domain.objects.create(city=villeneuve, host="Villeneuve.fr", is_primary=False)
