"""Looking for words, as members do."""

import pytest
from django.utils import timezone

from tests.club_utilisateurs.queries.test_search import share_blueprint, share_sheet
from tests.factories.club import make_answer, make_category, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_club")]


@pytest.fixture
def bastien(club_browser, member_b):
    """Bastien of Montclair looks for something."""
    return club_browser(member_b)


def test_a_result_shows_its_topic_its_words_and_who_says_it(bastien, member_a):
    topic = make_topic(member_a, "Qui signe ?")
    before, after = "Un long début. " * 30, "Et la suite. " * 30
    make_answer(topic, member_a, f"{before}Le parasol rouge. {after}")

    page = bastien.get("/recherche/?q=parasols").text

    assert "Le <mark>parasol</mark> rouge." in page
    assert f'href="/sujets/{topic.pk}/#message-2"' in page
    for said in ("Qui signe", "Samira Ould-Kaci, Villeneuve", "1 résultat"):
        assert said in page


def test_nothing_found_says_what_to_do_and_filters_are_named(bastien, member_a):
    make_topic(member_a, body="parasol")
    assert "Rien ne contient ces mots" in bastien.get("/recherche/?q=introuvable").text
    filtered = bastien.get("/recherche/?q=parasol&genre=news").text

    assert "avec ces filtres" in filtered
    assert 'href="?q=parasol"' in filtered


def test_filters_narrow_the_posts(bastien, member_a):
    shelf = make_category("Mobiliser", "mobiliser")
    make_topic(member_a, "Première affiche", body="parasol", category=shelf)
    make_topic(member_a, "Seconde affiche", body="parasol")

    page = bastien.get("/recherche/?q=parasol&rubrique=mobiliser").text

    assert ("Première affiche" in page, "Seconde affiche" in page) == (True, False)


def test_sheets_and_blueprints_have_their_own_tabs(bastien, cities):
    share_sheet(cities["villeneuve"], "Fiche du marché", "Un parasol sur la place")
    share_sheet(cities["villeneuve"], "Fiche masquée", "parasol", hidden_at=timezone.now())
    share_blueprint(cities["montclair"], "Modèle de budget", summary="Avec un parasol")

    sheets = bastien.get("/recherche/?q=parasol&onglet=fiches").text
    models = bastien.get("/recherche/?q=parasol&onglet=modeles").text

    assert ("Fiche du marché" in sheets, "Fiche masquée" in sheets) == (True, False)
    assert ("Villeneuve" in sheets, "<mark>parasol</mark>" in sheets) == (True, True)
    assert ("Modèle de budget" in models, "Montclair" in models) == (True, True)
    assert "Fiche du marché" not in models
    assert "Rien ne contient" in bastien.get("/recherche/?q=autre&onglet=fiches").text


def test_without_words_one_is_asked_for_some(bastien):
    page = bastien.get("/recherche/").text

    assert "Que cherchez-vous" in page
    assert "Rien ne contient" not in page


def test_words_typed_are_shown_as_text(bastien):
    assert "<script>x" not in bastien.get("/recherche/?q=<script>x</script>").text


def test_topics_like_a_title_come_with_their_state(bastien, member_a, member_b):
    topic = make_topic(member_a, "Restituer un budget")
    topic.accepted = make_answer(topic, member_b)
    topic.save()
    make_topic(member_a, "Sans rapport")

    page = bastien.get("/sujets/proches/?titre=comment restituer le budget")
    part = bastien.get("/sujets/proches/?title=restituer", headers={"HX-Request": "true"})

    for text in (page.text, part.text):
        assert ("Restituer un budget" in text, "Résolue" in text, "1 réponse" in text) == (
            True, True, True,
        )  # fmt: skip
        assert "Sans rapport" not in text
    assert ("<h1>" in page.text, "<html" in part.text) == (True, False)


def test_a_title_like_no_other_gives_nothing_while_typed_and_a_way_on_without_script(bastien):
    page = bastien.get("/sujets/proches/?titre=introuvable").text
    part = bastien.get("/sujets/proches/?titre=introuvable", headers={"HX-Request": "true"}).text

    assert "Aucun sujet ne ressemble à ce titre" in page
    assert part.strip() == ""
