"""The library of blueprints in the club: the list, one of them, taking it home."""

import uuid

import pytest

from agora.context import club, enter, public
from agora.rules import SYSTEM
from club_utilisateurs.models import PickUp
from tenants.actions.sharing import note_reuse, share_value, withdraw_blueprint
from tenants.disclosure.blueprints import Parent, write
from tenants.models import SharedBlueprint
from tenants.registries import disclosures
from tests.factories.blueprints import make_blueprint, offer, setup_facts, share_sheet_of
from tests.factories.consultations import make_consultation
from tests.harness.clients import outside


def inside(place, work):
    def visit():
        with enter(place):
            return work()

    return outside(visit)


@pytest.fixture
def montclair(other_city):
    return lambda work: inside(other_city, work)


@pytest.fixture
def villeneuve(cities):
    return lambda work: inside(cities["villeneuve"], work)


@pytest.fixture
def given(montclair):
    """What Montclair put on the shelf."""
    return montclair(lambda: offer(make_blueprint(city="Montclair")))


@pytest.fixture
def browser(club_browser, member_a):
    return club_browser(member_a)


def at(blueprint, rest=""):
    return f"/modeles/{blueprint.uid}/{rest}"


def picked_up():
    def read():
        with club():
            return list(PickUp.objects.values_list("blueprint_uid", "version"))

    return outside(read)


def hidden(blueprint, reason):
    def write_it():
        with public():
            rows = SharedBlueprint.objects.filter(uid=blueprint.uid)
            rows.update(hidden_at="2026-11-20T10:00Z", hidden_reason=reason)

    outside(write_it)


def test_nobody_reads_the_library_without_being_a_member(club_browser, given):
    stranger = club_browser()
    for path in ("/modeles/", at(given), at(given, "1.agora-modele")):
        assert stranger.get(path).status_code == 302
    assert stranger.post(at(given, "1/utiliser/")).status_code == 302


def test_an_empty_shelf_says_what_to_do(browser):
    page = browser.get("/modeles/").text

    assert "Le premier peut être le vôtre" in page


def test_the_list_shows_the_newest_version_of_each(browser, given, montclair):
    montclair(lambda: offer(make_blueprint(uid=given.uid, version=2, title="La version d’après")))
    montclair(lambda: offer(make_blueprint(title="Un autre")))
    page = browser.get("/modeles/").text

    assert "La version d’après" in page
    assert "Un autre" in page
    assert "2 modèles" in page
    assert given.title not in page
    assert "18 semaines" in page


def test_filters_keep_what_they_name(browser, montclair):
    radio = setup_facts(components=[])
    montclair(lambda: offer(make_blueprint(title="Avec des idées", summary="bulletins")))
    montclair(lambda: offer(make_blueprint(title="Sans outil", parts={"consultations": radio})))

    assert "Sans outil" not in browser.get("/modeles/?outil=proposals").text
    found = browser.get("/modeles/?q=bulletin").text
    assert "Avec des idées" in found
    assert "Sans outil" not in found
    near = browser.get("/modeles/?proches=on").text  # 24 300 inhabitants against 8 150
    assert "Aucun modèle ne correspond" in near
    assert "2 modèles" in browser.get("/modeles/?outil=rien").text


def test_the_page_tells_its_weeks_and_what_one_receives(browser, given):
    page = browser.get(at(given)).text

    assert "Jour 1" in page
    assert "Semaine 3" in page
    assert "2 étapes, dates à caler" in page
    assert "1 module et ses règles" in page
    assert "Aucune contribution, aucun vote" in page
    assert "CC BY-SA 4.0" in page
    assert "Le reprendre à Villeneuve" in page


def test_cities_that_took_it_are_counted_once(browser, given, montclair, villeneuve):
    montclair(lambda: offer(make_blueprint(uid=given.uid, version=2)))
    for version in (1, 2):
        villeneuve(lambda v=version: note_reuse(actor=SYSTEM, uid=given.uid, version=v))
    assert "1 ville l’a repris" in browser.get(at(given)).text
    montclair(lambda: note_reuse(actor=SYSTEM, uid=given.uid, version=1))

    assert "2 villes l’ont repris" in browser.get(at(given)).text
    assert "2 villes l’ont repris" in browser.get("/modeles/").text


def test_figures_of_the_sheet_stand_beside_and_small_ones_are_hidden(browser, montclair):
    def work():
        consultation = make_consultation()
        sheet = share_sheet_of(consultation)
        for key, value in (("figures.participants", 2310), ("figures.supports", {"below": 10})):
            share_value(actor=SYSTEM, subject=consultation.reference, key=key, value=value)
        return offer(make_blueprint(), sheet_uid=str(sheet))

    page = browser.get(at(montclair(work))).text

    assert "2\u202f310" in page or "2\u00a0310" in page
    assert str(disclosures["figures.participants"].label) in page
    assert "moins de 10" in page
    assert "L’urne en carton" in page


def test_a_sheet_taken_back_is_told_no_more(browser, montclair):
    found = montclair(lambda: offer(make_blueprint(), sheet_uid=str(uuid.uuid4())))

    page = browser.get(at(found)).text
    assert "referait, ou pas" not in page


def test_it_says_where_it_comes_from_and_what_was_made_of_it(browser, given, villeneuve):
    child = villeneuve(
        lambda: offer(make_blueprint(title="L’enfant", parent=Parent(given.uid, 1, "Montclair")))
    )

    assert f"/modeles/{given.uid}/?version=1" in browser.get(at(child)).text
    assert "L’enfant" in browser.get(at(given)).text


def test_a_parent_that_was_withdrawn_is_still_named(browser, given, villeneuve, montclair):
    parent = Parent(given.uid, 1, "Montclair")
    child = villeneuve(lambda: offer(make_blueprint(title="L’enfant", parent=parent)))
    montclair(lambda: withdraw_blueprint(actor=SYSTEM, uid=given.uid))
    page = browser.get(at(child)).text

    assert "Un modèle de Montclair" in page
    assert given.title not in page.replace(child.title, "") or child.title == given.title


def test_each_version_tells_its_news(browser, given, montclair):
    montclair(lambda: offer(make_blueprint(uid=given.uid, version=2), news="Une étape de plus."))

    assert "Une étape de plus." in browser.get(at(given)).text
    old = browser.get(at(given, "?version=1")).text
    assert "Une version plus récente existe" in old
    assert browser.get(at(given, "?version=9")).status_code == 404
    assert browser.get(at(given, "?version=x")).status_code == 200


def test_using_it_notes_it_and_leads_to_ones_own_city(browser, given, cities):
    page = browser.get(at(given))
    answer = browser.post(at(given, "1/utiliser/"))

    there = f"http://villeneuve.localhost:8000/gestion/modeles/{given.uid}/1/"
    assert (answer.status_code, answer["Location"]) == (303, there)
    allowed = "form-action 'self' http://villeneuve.localhost:8000"
    assert allowed in page["Content-Security-Policy"]
    assert picked_up() == [(given.uid, 1)]
    browser.post(at(given, "1/utiliser/"))
    assert picked_up() == [(given.uid, 1)]


def test_the_provider_has_no_city_to_take_it_to(club_browser, facilitator, given):
    browser = club_browser(facilitator)

    assert "Utiliser ce modèle" not in browser.get(at(given)).text
    assert browser.post(at(given, "1/utiliser/")).status_code == 404
    assert picked_up() == []


def test_withdrawn_it_is_said_and_given_to_nobody(browser, given, montclair):
    montclair(lambda: withdraw_blueprint(actor=SYSTEM, uid=given.uid))

    for answer in (browser.get(at(given)), browser.post(at(given, "1/utiliser/"))):
        assert answer.status_code == 410
        assert "l’a retiré" in answer.text
        assert given.title not in answer.text
    assert browser.get(at(given, "1.agora-modele")).status_code == 404
    assert given.title not in browser.get("/modeles/").text
    assert picked_up() == []


def test_hidden_by_moderation_it_says_why_and_nothing_else(browser, given):
    hidden(given, "Un nom y était écrit.")
    page = browser.get(at(given))

    assert page.status_code == 410
    assert "Un nom y était écrit." in page.text
    assert given.title not in page.text


def test_the_file_is_the_one_that_was_signed(browser, given):
    answer = browser.get(at(given, "1.agora-modele"))

    assert answer.content == write(given)
    assert "budget-participatif-des-ecoles-v1" in answer["Content-Disposition"]


def test_an_unknown_one_is_not_there(browser):
    assert browser.get(f"/modeles/{uuid.uuid4()}/").status_code == 404
    assert browser.post(f"/modeles/{uuid.uuid4()}/1/utiliser/").status_code == 404


def test_the_number_of_queries_does_not_grow(
    browser, montclair, villeneuve, django_assert_max_num_queries
):
    parent = montclair(lambda: offer(make_blueprint()))
    for number in range(8):
        child = make_blueprint(title=f"N° {number}", parent=Parent(parent.uid, 1, "Montclair"))
        villeneuve(lambda one=child: offer(one))
        villeneuve(lambda: note_reuse(actor=SYSTEM, uid=parent.uid, version=1))
    with django_assert_max_num_queries(10):
        assert "9 modèles" in browser.get("/modeles/").text
    with django_assert_max_num_queries(16):
        assert "N° 7" in browser.get(at(parent)).text
