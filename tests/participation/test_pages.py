"""The town's pages as residents read them."""

import pytest

from agora.rules import SYSTEM
from participation.pages.actions import install_defaults
from participation.pages.models import CharterArticle, Page, PageKind
from tests.factories.people import make_staff, sign_in


@pytest.fixture(autouse=True)
def installed(city):
    install_defaults(actor=SYSTEM)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/charte/", "Article 7"),
        ("/mentions-legales/", "Qui publie ce site"),
        ("/donnees-personnelles/", "Responsable du traitement\u00a0: Villeneuve"),
        ("/accessibilite/", "Défenseur des droits"),
        ("/guide/", "Aller chercher les publics"),
        ("/guide/moderer/", "Ensuite"),
        ("/page/comment-participer/", "Comment participer"),
        ("/plan-du-site/", "Animer un atelier"),
    ],
)
def test_each_page_answers_without_an_account_or_a_cookie(client, url, words):
    page = client.get(url)

    assert page.status_code == 200
    assert words in page.content.decode()
    assert not page.cookies


def test_an_article_has_an_address_of_its_own(client):
    page = client.get("/charte/").content.decode()

    assert 'id="article-3"' in page
    assert CharterArticle.objects.get(number=3).get_absolute_url() == "/charte/#article-3"


def test_a_retired_article_leaves_the_charter(client):
    CharterArticle.objects.filter(number=3).update(retired_at="2026-01-01T00:00Z")

    assert 'id="article-3"' not in client.get("/charte/").content.decode()


@pytest.mark.parametrize(
    ("slug", "url"),
    [
        ("charte", "/charte/"),
        ("moderer", "/guide/moderer/"),
        ("comment-participer", "/page/comment-participer/"),
    ],
)
def test_a_page_offline_is_for_the_team_only(client, slug, url):
    Page.objects.filter(slug=slug).update(published=False)

    assert client.get(url).status_code == 404
    sign_in(client, make_staff("director"))
    assert "Brouillon" in client.get(url).content.decode()


def test_a_page_of_a_kind_does_not_answer_at_another_kind_s_address(client):
    assert client.get("/page/moderer/").status_code == 404
    assert client.get("/guide/comment-participer/").status_code == 404
    assert client.get("/page/charte/").status_code == 404


def test_an_empty_guide_says_so(client):
    Page.objects.filter(kind=PageKind.GUIDE).delete()

    assert "en cours d’écriture" in client.get("/guide/").content.decode()


def test_without_a_valid_audit_the_statement_says_not_compliant(client):
    page = client.get("/accessibilite/").content.decode()

    assert "<strong>non conforme</strong>" in page


def test_pages_cost_few_queries(client, django_assert_max_num_queries):
    client.get("/charte/")
    for url in ("/charte/", "/guide/moderer/", "/mentions-legales/", "/plan-du-site/"):
        with django_assert_max_num_queries(4):
            client.get(url)


def test_the_team_sees_a_way_to_change_the_page(client):
    assert "Modifier cette page" not in client.get("/charte/").content.decode()
    sign_in(client, make_staff("director"))

    assert "/gestion/pages/charte/" in client.get("/charte/").content.decode()
