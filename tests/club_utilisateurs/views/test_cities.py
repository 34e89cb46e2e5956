"""The directory over HTTP: what each city wrote, found, placed, and gone when withdrawn."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agora.context import club, enter, public
from agora.rules import SYSTEM
from tenants.actions import sharing
from tenants.models import City, SharedBlueprint, SharedSheet
from tests.factories.cards import make_cities, share_card
from tests.factories.club import make_topic
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db
ADDRESS = "/annuaire/"
CONTACT = {"name": "Ana Lopes", "title": "cheffe de projet", "about": "budget participatif"}


@pytest.fixture
def villeneuve(cities):
    return cities["villeneuve"]


@pytest.fixture
def montclair(cities):
    """Montclair, with a whole card."""
    outside(
        lambda: share_card(
            cities["montclair"],
            presentation="Une école ouverte à tous.\n\nDeux réunions par an.",
            modules=["proposals", "debates"],
            programmes=["Le parc des Rives"],
            contact=CONTACT,
            place=[48.9, 2.2],
            answers=True,
        )
    )
    return cities["montclair"]


def read(browser, path=ADDRESS):
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def size(city, population, insee=""):
    def work():
        with public():
            City.objects.filter(pk=city.id).update(population=population, insee=insee)

    outside(work)


def test_only_members_read_it(club_browser, montclair, villeneuve):
    nobody = club_browser()

    for path in (ADDRESS, f"{ADDRESS}{montclair.id}/"):
        answer = nobody.get(path)
        assert answer.status_code in (302, 403)
        assert "Une école ouverte" not in answer.content.decode()


def test_every_city_is_listed_with_its_card_or_its_name_alone(club_browser, member_a, montclair):
    page = read(club_browser(member_a))

    assert "2 villes" in page
    assert "Villeneuve" in page
    assert "24\u202f300 habitants" in page
    assert "Le parc des Rives" in page
    assert f"/sujets/nouveau/?ville={montclair.id}" in page
    assert page.count("Poser une question à cette ville") == 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=ecole", {"Montclair"}),
        ("q=PARC+rives", {"Montclair"}),
        ("q=lopes", {"Montclair"}),
        ("q=piscine", set()),
        ("outil=debates", {"Montclair"}),
        ("repond=on", {"Montclair"}),
        ("departement=92", {"Montclair"}),
        ("departement=oups", {"Montclair", "Villeneuve"}),
        ("", {"Montclair", "Villeneuve"}),
    ],
)
def test_filters_stand_in_the_url(club_browser, member_a, montclair, query, names):
    size(montclair, 8_150, "92050")

    page = read(club_browser(member_a), f"{ADDRESS}?{query}")

    listed = page.partition('id="resultats"')[2]
    assert {name for name in ("Montclair", "Villeneuve") if f">{name}</a></h2>" in listed} == names


def test_nothing_found_says_what_to_do(club_browser, member_a, montclair):
    page = read(club_browser(member_a), f"{ADDRESS}?q=piscine")

    assert "Aucune ville ne correspond" in page
    assert "Voir toutes les villes" in page


def test_cities_like_mine_have_as_many_people_and_my_tools(
    club_browser, member_a, montclair, villeneuve
):
    browser = club_browser(member_a)
    outside(lambda: share_card(villeneuve, modules=["proposals"]))
    size(montclair, 30_000)
    assert "1 ville<" in read(browser, f"{ADDRESS}?comme=on")

    size(montclair, 40_000)
    assert "Aucune ville ne correspond" in read(browser, f"{ADDRESS}?comme=on")

    size(montclair, 30_000)
    outside(lambda: share_card(villeneuve, modules=["budgets", "proposals"]))
    assert "Aucune ville ne correspond" in read(browser, f"{ADDRESS}?comme=on")


def test_the_provider_has_no_city_to_compare_with(club_browser, facilitator, montclair):
    page = read(club_browser(facilitator), f"{ADDRESS}?comme=on")

    assert "Des villes comme la mienne" not in page
    assert "2 villes" in page


def test_cities_that_said_where_they_are_stand_on_the_map(club_browser, member_a, montclair):
    page = read(club_browser(member_a))

    svg = page.partition('<svg class="map"')[2].partition("</svg>")[0]
    assert svg.count('class="pin"') == 1
    assert f'href="{ADDRESS}{montclair.id}/" aria-label="Montclair"' in svg
    assert "1 ville n’a pas de place sur cette carte" in page


def test_an_htmx_request_gets_the_results_alone(club_browser, member_a, montclair):
    answer = club_browser(member_a).get(ADDRESS, headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert "Montclair" in page
    assert "<h1>" not in page


def test_the_page_of_a_city_shows_its_whole_card(club_browser, member_a, montclair):
    page = read(club_browser(member_a), f"{ADDRESS}{montclair.id}/")

    for words in (
        "Une école ouverte à tous.",
        "Le parc des Rives",
        "Ana Lopes",
        "cheffe de projet",
    ):
        assert words in page
    assert "Propositions" in page or "proposals" in page
    assert f"/sujets/nouveau/?ville={montclair.id}" in page
    assert "Remplir notre fiche" not in page


def test_what_a_city_writes_is_text_and_no_code(club_browser, member_a, montclair):
    outside(lambda: share_card(montclair, presentation="<script>alert(1)</script>"))

    page = read(club_browser(member_a), f"{ADDRESS}{montclair.id}/")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_city_without_card_shows_its_name_and_invites_its_own_people(
    club_browser, member_a, member_b, villeneuve
):
    path = f"{ADDRESS}{villeneuve.id}/"
    mine, theirs = read(club_browser(member_a), path), read(club_browser(member_b), path)

    assert 'href="http://villeneuve.localhost/gestion/club/fiche/"' in mine
    assert "Remplir notre fiche" in mine
    assert "Remplir notre fiche" not in theirs
    assert "pas encore écrit sa fiche" in theirs
    assert "Poser une question à cette ville" not in theirs


def test_an_unknown_city_is_not_found(club_browser, member_a):
    assert club_browser(member_a).get(f"{ADDRESS}987654/").status_code == 404


def test_what_a_city_published_stands_on_its_page_and_what_is_hidden_does_not(
    club_browser, member_a, montclair
):
    def planted():
        with enter(montclair):
            for title in ("Fiche du parc", "Fiche masquée"):
                fields = {"subject_ref": title, "title": title, "content": {}, "by_label": "Ana"}
                sharing.share_sheet(actor=SYSTEM, uid=uuid.uuid4(), fields=fields)
            for title in ("Modèle du parc", "Modèle masqué", "Modèle retiré"):
                uid = uuid.uuid4()
                for version in (1, 2):
                    sharing.share_blueprint(
                        actor=SYSTEM, uid=uid, version=version, content=b"zip",
                        fields={"title": f"{title} v{version}", "manifest": {}, "by_label": "Ana"},
                    )  # fmt: skip
                if title.endswith("retiré"):
                    sharing.withdraw_blueprint(actor=SYSTEM, uid=uid)
        with public():
            SharedSheet.objects.filter(title="Fiche masquée").update(hidden_at=timezone.now())
            masked = SharedBlueprint.objects.filter(title__startswith="Modèle masqué")
            masked.update(hidden_at=timezone.now())

    outside(planted)

    page = read(club_browser(member_a), f"{ADDRESS}{montclair.id}/")

    assert "Fiche du parc" in page
    assert "Modèle du parc v2" in page
    for gone in ("Fiche masquée", "Modèle masqué", "Modèle retiré", "Modèle du parc v1"):
        assert gone not in page


def test_its_last_topics_stand_on_its_page(club_browser, member_a, member_b, montclair):
    def planted():
        with club():
            for number in range(6):
                made = make_topic(member_b, f"Question {number} ?")
                made.created_at = timezone.now() - timedelta(days=9 - number)
                made.save()
            make_topic(member_b, "Sujet masqué", hidden_at=timezone.now())
            make_topic(member_a, "Sujet de Villeneuve")

    outside(planted)

    page = read(club_browser(member_a), f"{ADDRESS}{montclair.id}/")

    assert [n for n in range(6) if f"Question {n} ?" in page] == [1, 2, 3, 4, 5]
    assert "Sujet masqué" not in page
    assert "Sujet de Villeneuve" not in page


def test_cities_like_it_are_named_nearest_first(club_browser, member_a, montclair):
    outside(lambda: make_cities(12))

    page = read(club_browser(member_a), f"{ADDRESS}{montclair.id}/")

    like = page.partition('id="t-comme"')[2]
    assert like.index("Ville 007") < like.index("Ville 008") < like.index("Ville 006")
    assert "Ville 010" not in like


def test_what_is_withdrawn_is_gone_from_the_next_page(club_browser, member_a, montclair):
    browser = club_browser(member_a)
    path = f"{ADDRESS}{montclair.id}/"
    assert "Ana Lopes" in read(browser, path)

    def withdrawn():
        with enter(montclair):
            sharing.withdraw_value(actor=SYSTEM, subject="card:1")
            sharing.withdraw_value(actor=SYSTEM, subject="card", key="card.presentation")

    outside(withdrawn)

    for page in (read(browser, path), read(browser), read(browser, f"{ADDRESS}?q=lopes")):
        assert "Ana Lopes" not in page
        assert "Une école ouverte" not in page
    assert "Aucune ville ne correspond" in read(browser, f"{ADDRESS}?q=lopes")


def queries_of(browser, path):
    with CaptureQueriesContext(connection) as asked:
        read(browser, path)
    return len(asked)


def test_five_hundred_cities_cost_no_more_queries_than_two(
    club_browser, member_a, montclair, figure
):
    browser = club_browser(member_a)
    paths = (ADDRESS, f"{ADDRESS}?comme=on&q=ville", f"{ADDRESS}{montclair.id}/")
    few = [queries_of(browser, path) for path in paths]

    outside(lambda: make_cities(500))

    many = [queries_of(browser, path) for path in paths]
    figure("club_directory_queries", max(many), "queries", "<= 10", ok=max(many) <= 10)
    assert many == few
    assert max(many) <= 10
    assert "502 villes" in read(browser)
