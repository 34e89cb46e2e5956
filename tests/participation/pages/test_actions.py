"""Writing pages and articles: what was said before is kept, what is refused changes nothing."""

import pytest

from agora.rules import SYSTEM, Refused
from participation.pages import actions
from participation.pages.models import CharterArticle, Page, PageKind
from tests.factories.people import make_staff, make_user


@pytest.fixture
def editor(city):
    return make_staff("platform_officer")


@pytest.fixture
def aide(editor):
    return actions.create_page(
        actor=editor, slug="aide", title="Aide", body="<p>Un</p>", published=True
    )


@pytest.fixture
def article(editor):
    return actions.add_article(actor=editor, title="Se parler", body="<p>Poliment</p>")


def test_defaults_are_real_texts_named_after_the_city_and_installed_once(city):
    actions.install_defaults(actor=SYSTEM)
    Page.objects.filter(slug="charte").update(body="<p>Changée</p>")
    actions.install_defaults(actor=SYSTEM)

    assert CharterArticle.objects.count() == 8
    assert Page.objects.filter(kind=PageKind.GUIDE).count() == 8
    assert "Villeneuve" in CharterArticle.objects.get(number=1).body
    assert Page.objects.get(slug="charte").body == "<p>Changée</p>"
    assert not Page.objects.filter(body__contains="%(").exists()


def test_defaults_are_already_clean(city):
    actions.install_defaults(actor=SYSTEM)

    for one in Page.objects.exclude(body=""):
        assert actions.clean(one.body) == one.body, one.slug


def test_a_new_page_is_cleaned_and_takes_the_next_place(editor, aide):
    second = actions.create_page(
        actor=editor, slug="deux", title="Deux", body="<p>x</p><script>y</script>", published=False
    )

    assert (second.body, second.position, second.published) == ("<p>x</p>", 2, False)


def test_changing_a_page_keeps_what_it_said(editor, aide):
    actions.edit_page(actor=editor, page=aide, title="Aide", body="<p>Deux</p>", published=True)

    assert Page.objects.get().body == "<p>Deux</p>"
    assert [version.body for version in aide.versions.all()] == ["<p>Un</p>"]


def test_publishing_alone_makes_no_version(editor, aide):
    actions.edit_page(actor=editor, page=aide, title="Aide", body="<p>Un</p>", published=False)

    assert not Page.objects.get().published
    assert not aide.versions.exists()


def test_restoring_can_itself_be_undone(editor, aide):
    actions.edit_page(actor=editor, page=aide, title="Aide", body="<p>Deux</p>", published=True)
    actions.restore_page(actor=editor, page=aide, version=aide.versions.get())

    assert Page.objects.get().body == "<p>Un</p>"
    assert sorted(version.body for version in aide.versions.all()) == ["<p>Deux</p>", "<p>Un</p>"]


def test_articles_keep_their_number_for_life(editor, article):
    actions.retire_article(actor=editor, article=article)
    second = actions.add_article(actor=editor, title="Autre", body="x")

    assert (article.number, second.number) == (1, 2)
    assert CharterArticle.objects.get(number=1).retired_at
    actions.reinstate_article(actor=editor, article=article)
    assert CharterArticle.objects.get(number=1).retired_at is None


def test_rewording_an_article_keeps_what_decisions_cited(editor, article):
    actions.edit_article(actor=editor, article=article, title="Se parler", body="<p>Calmement</p>")
    actions.edit_article(actor=editor, article=article, title="Se parler", body="<p>Calmement</p>")

    assert CharterArticle.objects.get().body == "<p>Calmement</p>"
    assert [version.body for version in article.versions.all()] == ["<p>Poliment</p>"]


@pytest.mark.parametrize("who", [lambda: make_user(), lambda: make_staff("reception")])
def test_others_change_nothing(city, aide, article, who):
    actor = who()
    for call in (
        lambda: actions.install_defaults(actor=actor),
        lambda: actions.create_page(actor=actor, slug="x", title="x", body="x"),
        lambda: actions.edit_page(actor=actor, page=aide, title="x", body="x", published=False),
        lambda: actions.add_article(actor=actor, title="x", body="x"),
        lambda: actions.edit_article(actor=actor, article=article, title="x", body="x"),
        lambda: actions.retire_article(actor=actor, article=article),
        lambda: actions.reinstate_article(actor=actor, article=article),
    ):
        with pytest.raises(Refused):
            call()
    assert (Page.objects.get().title, CharterArticle.objects.get().title) == ("Aide", "Se parler")
