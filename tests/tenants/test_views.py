"""The provider's console, as operators use it."""

import pytest
from django.utils import timezone

from agora.context import public
from agora.jobs.testing import run_pending
from tenants import spares
from tenants.models import City, Domain, SetupStep
from tenants.registries import features, ordered_steps
from tests.factories.people import make_staff, sign_in
from tests.tenants.edges import proven
from tests.tenants.operators import OPENING, operator_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(console):
    return operator_on(console)


@pytest.fixture
def schema(cities):
    return cities["villeneuve"].schema


def opened():
    with public():
        return City.objects.get(name=OPENING["name"])


def test_a_visitor_is_asked_to_sign_in(console):
    for path in ("/", "/villes/nouvelle/", "/parc/versions/", "/villes.csv"):
        answer = console.get(path)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/compte/connexion/")


def test_the_console_does_not_exist_on_a_city_host(client):
    assert client.get("/villes/nouvelle/").status_code == 404


def test_the_session_of_a_city_opens_nothing_on_the_console(console, client, city):
    sign_in(client, make_staff())
    console.cookies = client.cookies

    assert console.get("/").status_code == 302


def test_the_fleet_says_how_many_go_well(console, operator):
    page = console.get("/").content.decode()

    assert "2 villes, tout va bien" in page
    assert "villeneuve.localhost" in page
    assert "24\u202f300" in page or "24\xa0300" in page
    assert "Ce qui ne va pas" not in page


def test_the_fleet_costs_the_same_at_any_size(console, operator, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        console.get("/")


def test_what_is_wrong_comes_first(console, operator, cities):
    with public():
        City.objects.filter(name="Montclair").update(fingerprint="old")

    page = console.get("/").content.decode()

    assert "2 villes, 1 va bien" in page
    assert page.index("Version précédente") < page.index("Le parc")
    assert console.get("/?a_voir=1").content.decode().count("villeneuve.localhost") == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?etat=live", {"Villeneuve", "Montclair"}),
        ("?etat=suspended", set()),
        ("?etat=nonsense", {"Villeneuve", "Montclair"}),
        ("?q=mont", {"Montclair"}),
        ("?q=villeneuve.loc", {"Villeneuve"}),
        ("?q=zzz", set()),
    ],
)
def test_the_list_is_filtered_in_the_address(console, operator, query, found):
    page = console.get(f"/{query}").content.decode()

    assert {name for name in ("Villeneuve", "Montclair") if f">{name}</a></th>" in page} == found


def test_the_fleet_is_taken_away_as_filtered(console, operator):
    csv = b"".join(console.get("/villes.csv?q=mont").streaming_content).decode()
    json = console.get("/villes.json?q=mont")

    assert "montclair.localhost" in csv
    assert "villeneuve" not in csv
    assert b"".join(json.streaming_content).count(b'"host"') == 1
    assert console.get("/villes.exe").status_code == 404


def test_one_form_opens_a_city_and_its_steps_are_watched(console, operator, settings):
    answer = console.post("/villes/nouvelle/", OPENING)

    city = opened()
    assert (answer.status_code, answer.url) == (302, f"/villes/{city.schema_name}/")
    waiting = console.get(answer.url).content.decode()
    assert f" sur {len(ordered_steps())}" in waiting
    assert 'hx-trigger="click, every 1s"' in waiting
    run_pending()
    done = console.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in done
    assert "hx-trigger" not in done
    assert "claire.ouvrard@rivefort.exemple.fr" in done


def test_a_wrong_form_is_shown_again_with_what_was_typed(console, operator):
    answer = console.post("/villes/nouvelle/", OPENING | {"siren": "219200509"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Erreur" in page.split("</title>")[0]
    assert page.count("Ce numéro SIREN n’existe pas") == 2
    assert 'value="rivefort.localhost"' in page
    with public():
        assert not City.objects.filter(name="Rivefort").exists()


def test_an_opening_that_stopped_is_said_first_and_taken_up_again(console, operator, monkeypatch):
    console.post("/villes/nouvelle/", OPENING)
    with monkeypatch.context() as broken:
        broken.setattr(spares, "take", lambda city: 1 / 0)
        run_pending()
    city = opened()

    assert "Ouverture arrêtée" in console.get("/").content.decode()
    page = console.get(f"/villes/{city.schema_name}/").content.decode()
    assert "division by zero" in page
    assert "Reprendre l’ouverture" in page
    console.post(f"/villes/{city.schema_name}/reprendre/")
    run_pending()
    with public():
        assert City.objects.get(pk=city.pk).state == "live"
        assert SetupStep.objects.get(run__city=city, name="schema").attempts == 2


def test_looking_at_the_resume_address_changes_nothing(console, operator, schema):
    assert console.get(f"/villes/{schema}/reprendre/").status_code == 302


def test_a_state_changes_with_a_reason(console, operator, schema):
    address = f"/villes/{schema}/etat/suspendre/"
    assert "sécurité" in console.get(address).content.decode()
    assert console.post(address, {"reason": " "}).status_code == 422

    answer = console.post(address, {"reason": "Faille de sécurité."}, follow=True)

    page = answer.content.decode()
    assert "Villeneuve est suspendue." in page
    assert "Faille de sécurité." in page
    with public():
        assert City.objects.get(schema_name=schema).state == "suspended"


def test_a_move_that_may_not_be_made_has_no_page(console, operator, schema):
    assert console.get(f"/villes/{schema}/etat/en-service/").status_code == 404
    assert console.get(f"/villes/{schema}/etat/effacer/").status_code == 404
    assert console.get("/villes/t_000000000000/").status_code == 404


def test_the_sheet_of_a_city_is_corrected(console, operator, schema):
    address = f"/villes/{schema}/modifier/"
    assert "Villeneuve" in console.get(address).content.decode()
    said = {"name": "Villeneuve", "kind": "commune", "population": "abc"}
    assert console.post(address, said).status_code == 422

    console.post(address, said | {"population": "30000", "insee": "2b033"})

    with public():
        city = City.objects.get(schema_name=schema)
    assert (city.population, city.insee) == (30_000, "2B033")


def test_versions_name_the_cities_behind(console, operator):
    assert "Toutes les villes sont à jour" in console.get("/parc/versions/").content.decode()
    with public():
        City.objects.filter(name="Montclair").update(fingerprint="old")

    assert "1 ville à mettre à jour" in console.get("/parc/versions/").content.decode()


def test_an_empty_fleet_offers_to_open_the_first_city(console, operator):
    with public():
        City.objects.all().delete()

    assert "Le parc est vide" in console.get("/").content.decode()


def test_a_city_moves_to_another_host(console, operator, schema):
    address = f"/villes/{schema}/adresse/"
    assert console.get(address).status_code == 200
    assert "répond déjà" in console.post(address, {"host": "montclair.localhost"}).content.decode()

    assert "réservée" in console.post(address, {"host": "club.localhost"}).content.decode()

    told = console.post(address, {"host": "vn.localhost"}, follow=True).content.decode()
    assert "L’adresse est changée." in told
    told = console.post(address, {"host": "Participez.Villeneuve.fr"}, follow=True).content.decode()

    assert "dès qu’elle sera prouvée" in told
    assert "participez.villeneuve.fr" in told


def test_a_function_is_switched_off_then_on(console, operator, schema):
    name = next(iter(features))
    address = f"/villes/{schema}/fonctions/{name}/"
    assert console.get(address).status_code == 302

    console.post(address)
    with public():
        assert City.objects.get(schema_name=schema).features == {name: False}
    console.post(address)
    with public():
        assert City.objects.get(schema_name=schema).features == {name: True}
    assert console.post(f"/villes/{schema}/fonctions/voler/").status_code == 404


def own_host(console, schema, host="Participez.Ville.fr"):
    console.post(f"/villes/{schema}/adresses/nouvelle/", {"host": host})
    with public():
        return Domain.objects.get(host="participez.ville.fr")


def test_a_city_is_given_one_more_address_and_told_what_to_write(console, operator, schema):
    address = f"/villes/{schema}/adresses/nouvelle/"
    assert console.get(address).status_code == 200
    for wrong, told in (("pas une adresse", "participez.maville.fr"), ("club.localhost", "rés")):
        answer = console.post(address, {"host": wrong})
        assert answer.status_code == 422
        assert told in answer.content.decode()

    domain = own_host(console, schema)

    page = console.get(f"/villes/{schema}/").content.decode()
    assert "À prouver" in page
    assert f"agora-verify={domain.token}" in page
    assert "Message pour le service informatique" in page
    assert "principale/" not in page  # an unproven host cannot have the links
    assert console.post(f"/villes/{schema}/adresses/{domain.pk}/principale/").status_code == 404


def test_an_address_is_verified_by_a_job_and_the_page_says_what_it_found(
    console, operator, schema, zone
):
    domain = own_host(console, schema)
    run_pending()
    page = console.get(f"/villes/{schema}/").content.decode()
    assert "L’enregistrement TXT de preuve manque." in page
    zone.write(*proven(domain.host, domain.proof))
    zone.asked.clear()

    address = f"/villes/{schema}/adresses/{domain.pk}/verifier/"
    assert console.get(address).status_code == 302
    told = console.post(address, follow=True).content.decode()
    assert "va être lue" in told
    assert zone.asked == []  # never in the request
    run_pending()

    assert "Vérifiée le" in console.get(f"/villes/{schema}/").content.decode()
    console.post(f"/villes/{schema}/adresses/{domain.pk}/principale/")
    with public():
        assert Domain.objects.get(is_primary=True, city=domain.city_id).pk == domain.pk


def test_an_address_is_removed_after_a_question(console, operator, schema):
    domain = own_host(console, schema)
    address = f"/villes/{schema}/adresses/{domain.pk}/retirer/"
    assert "Retirer participez.ville.fr" in console.get(address).content.decode()

    console.post(address)

    with public():
        assert not Domain.objects.filter(pk=domain.pk).exists()
        first = Domain.objects.get(host="villeneuve.localhost")
    assert console.post(f"/villes/{schema}/adresses/{first.pk}/retirer/").status_code == 404
    assert console.post(f"/villes/{schema}/adresses/{first.pk}/voler/").status_code == 404


def test_a_lost_address_is_told_with_what_is_wrong_in_the_fleet(console, operator, schema):
    domain = own_host(console, schema)
    with public():
        Domain.objects.filter(pk=domain.pk).update(
            verified_at=timezone.now(), lost_since=timezone.now(), problem="elsewhere"
        )

    page = console.get("/").content.decode()

    assert "2 villes, 1 va bien" in page
    assert "Adresse perdue" in page
    assert "participez.ville.fr\u00a0: L’adresse mène à un autre serveur." in page
    assert f"/villes/{schema}/#adresses" in page


def test_the_address_of_another_city_is_not_there(console, operator, schema):
    with public():
        theirs = Domain.objects.get(host="montclair.localhost")

    assert console.post(f"/villes/{schema}/adresses/{theirs.pk}/verifier/").status_code == 404


def test_a_city_opened_on_its_own_host_answers_at_once_at_ours(console, operator, zone):
    console.post("/villes/nouvelle/", OPENING | {"host": "participez.rivefort.fr"})
    run_pending()

    page = console.get(f"/villes/{opened().schema_name}/").content.decode()
    assert "http://rivefort.localhost" in page
    assert "Adresse des liens dès la preuve" in page
