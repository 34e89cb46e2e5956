"""The team writes its pages."""

import pytest

from agora.audit.models import Entry
from agora.audit.registries import sentences
from participation.pages import actions
from participation.pages.models import CharterArticle, Page
from tests.factories.people import make_staff, make_user, sign_in


@pytest.fixture
def editor(client, city):
    user = make_staff("director")
    sign_in(client, user)
    return user


@pytest.fixture
def aide(editor):
    return actions.create_page(
        actor=editor, slug="aide", title="Aide", body="<p>Un</p>", published=True
    )


def test_a_page_is_written_then_changed_then_brought_back(client, editor):
    fields = {
        "title": "Venir à l’Agora",
        "kind": "help",
        "body": "<p>Bus 12</p>",
        "published": "on",
    }
    made = client.post("/gestion/pages/nouvelle/", fields)
    assert made.headers["location"] == "/gestion/pages/venir-a-lagora/"
    url = made.headers["location"]
    client.post(url, fields | {"body": "<p>Bus 14</p>"})
    page = Page.objects.get()
    assert page.body == "<p>Bus 14</p>"

    version = page.versions.get()
    assert "Bus 12" in client.get(f"{url}versions/{version.pk}/").content.decode()
    client.post(f"{url}versions/{version.pk}/retablir/")
    assert Page.objects.get().body == "<p>Bus 12</p>"
    verbs = Entry.objects.filter(verb__startswith="page.").values_list("verb", flat=True)
    assert set(verbs) == {"page.created", "page.edited", "page.restored"}
    assert all(verb in sentences for verb in verbs)


def test_a_preview_shows_the_real_page_and_keeps_nothing(client, aide):
    fields = {"title": "Autre", "body": "<p>Essai<script>x</script></p>", "preview": "1"}
    shown = client.post("/gestion/pages/aide/", fields).content.decode()

    assert "<p>Essai</p>" in shown
    assert "n’est pas enregistrée" in shown
    assert Page.objects.get().title == "Aide"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "", "kind": "help"}, "Donnez un titre"),
        ({"title": "!!!", "kind": "help"}, "avec des lettres"),
        ({"title": "Aide", "kind": "help"}, "porte déjà ce titre"),
        ({"title": "x" * 151, "kind": "help"}, "150 signes"),
        ({"title": "Autre", "kind": "charter"}, "choix"),
        ({"title": "Autre", "kind": "help", "body": "x" * 60_001}, "60 000 signes"),
    ],
)
def test_each_fault_is_said_and_what_was_typed_is_kept(client, aide, fields, words):
    answer = client.post("/gestion/pages/nouvelle/", {"body": "<p>Gardé</p>"} | fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "body" in fields or "&lt;p&gt;Gardé&lt;/p&gt;" in answer.content.decode()
    assert Page.objects.count() == 1


def test_the_list_shows_pages_and_articles(client, aide):
    actions.add_article(actor=make_staff("director"), title="Se parler", body="x")
    shown = client.get("/gestion/pages/").content.decode()

    assert "Aide" in shown
    assert "1. Se parler" in shown


def test_articles_are_added_reworded_retired_and_put_back(client, editor):
    client.post("/gestion/pages/charte/nouvel-article/", {"title": "Se parler", "body": "<p>a</p>"})
    client.post("/gestion/pages/charte/1/", {"title": "Se parler", "body": "<p>b</p>"})
    assert CharterArticle.objects.get().body == "<p>b</p>"
    client.post("/gestion/pages/charte/1/retirer/")
    assert CharterArticle.objects.get().retired_at
    client.post("/gestion/pages/charte/1/retirer/")
    assert CharterArticle.objects.get().retired_at is None
    empty = client.post("/gestion/pages/charte/1/", {"title": "Se parler", "body": "<p></p>"})
    assert empty.status_code == 422
    assert "Écrivez le texte" in empty.content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "/gestion/pages/rien/",
        "/gestion/pages/aide/versions/0/",
        "/gestion/pages/charte/9/",
    ],
)
def test_what_does_not_exist_is_a_404(client, aide, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "url", ["/gestion/pages/", "/gestion/pages/nouvelle/", "/gestion/pages/aide/"]
)
def test_the_door_is_for_editors(client, aide, url):
    client.logout()
    assert client.get(url).status_code == 302
    sign_in(client, make_user())
    assert client.get(url).status_code == 403
    client.logout()
    sign_in(client, make_staff("reception"))
    assert client.get(url).status_code == 403


def test_the_editor_is_allowed_by_nonce_and_hash_on_its_own_pages_only(client, aide):
    answer = client.get("/gestion/pages/aide/")
    policy = answer.headers["content-security-policy"]

    assert "sha256-" in policy.split("style-src")[1].split(";")[0]
    assert "'nonce-" in policy.split("script-src")[1].split(";")[0]
    assert "<textarea" in answer.content.decode()
    assert "sha256-" not in client.get("/page/aide/").headers["content-security-policy"]
