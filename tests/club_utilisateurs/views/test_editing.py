"""Editing one's own words over HTTP, and reading what changed."""

import pytest
from django.utils import timezone

from club_utilisateurs.actions.posts import edit
from club_utilisateurs.models import Post, Revision
from tests.factories.club import make_answer, make_topic

pytestmark = pytest.mark.usefixtures("in_club")


@pytest.fixture
def post(member_a):
    return make_topic(member_a, body="Le vote a lieu lundi.").posts.select_related("topic").get()


@pytest.fixture
def samira(club_browser, member_a):
    return club_browser(member_a)


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def sent(post, **more):
    return {"version": post.version, "title": post.title, "body": "Le vote a lieu mardi."} | more


def test_an_edit_comes_back_to_the_post(samira, post):
    assert "Le vote a lieu lundi." in text(samira.get(f"/messages/{post.pk}/modifier/"))

    answer = samira.post(f"/messages/{post.pk}/modifier/", sent(post))

    assert answer["Location"] == f"/sujets/{post.topic_id}/#message-1"
    assert Post.objects.get().body == "Le vote a lieu mardi."


def test_what_is_wrong_comes_back(samira, post):
    page = text(samira.post(f"/messages/{post.pk}/modifier/", sent(post, body=" ")), status=422)

    assert "Écrivez votre message." in page
    assert Post.objects.get().version == 1


def test_the_second_tab_sees_both_versions_and_chooses(samira, post):
    samira.post(f"/messages/{post.pk}/modifier/", sent(post, body="Le vote a lieu mercredi."))

    page = text(samira.post(f"/messages/{post.pk}/modifier/", sent(post)), status=409)

    assert "mercredi.</del>" in page
    assert "mardi.</ins>" in page
    assert ">\nLe vote a lieu mardi.</textarea>" in page
    assert '<input type="hidden" name="version" value="2"' in page
    assert page.count("btn-main") == 1
    assert Post.objects.get().body == "Le vote a lieu mercredi."

    samira.post(f"/messages/{post.pk}/modifier/", sent(post, version=2))

    assert Post.objects.get().body == "Le vote a lieu mardi."
    assert list(Revision.objects.order_by("version").values_list("body", flat=True)) == [
        "Le vote a lieu lundi.", "Le vote a lieu mercredi.",
    ]  # fmt: skip


def test_a_post_hidden_between_two_looks_says_so(samira, post, monkeypatch):
    def hidden_first(**given):
        Post.objects.filter(pk=post.pk).update(hidden_at=timezone.now())
        return edit(**given)

    monkeypatch.setattr("club_utilisateurs.views.editing.posts.edit", hidden_first)

    page = text(samira.post(f"/messages/{post.pk}/modifier/", sent(post)), status=422)

    assert "vient d’être masqué" in page
    assert "Le vote a lieu mardi." in page


def test_nobody_elses_words_can_be_edited(club_browser, member_b, facilitator, post):
    for member in (member_b, facilitator):
        browser = club_browser(member)
        for answer in (
            browser.get(f"/messages/{post.pk}/modifier/"),
            browser.post(f"/messages/{post.pk}/modifier/", sent(post, body="PLANTÉ")),
        ):
            assert "Le vote a lieu" not in text(answer, status=403)
    assert Post.objects.get().body == "Le vote a lieu lundi."


def test_versions_are_read_by_all_newest_first(club_browser, member_a, member_b, post):
    for version, day in enumerate(["mardi", "mercredi"], start=1):
        edit(actor=member_a.account, post=post, version=version, title=post.title,
             body=f"Le vote a lieu {day}.")  # fmt: skip

    page = text(club_browser(member_b).get(f"/messages/{post.pk}/versions/"))

    assert page.index("Version 3") < page.index("Version 2")
    assert page.index("mercredi.</ins>") < page.index("lundi.</del>")
    assert page.count("mardi.</") == 2


def test_older_versions_have_their_page_and_go_on_from_the_newer(samira, member_a, post):
    for version in range(1, 13):
        edit(actor=member_a.account, post=post, version=version, title=post.title,
             body=f"mot{version}")  # fmt: skip

    page = text(samira.get(f"/messages/{post.pk}/versions/?page=2"))

    assert "Version 3" in page
    assert "mot2</ins>" in page
    assert "Version 4" not in page


def test_versions_cost_the_same_however_many(samira, member_a, post, django_assert_num_queries):
    address = f"/messages/{post.pk}/versions/"
    for version in range(1, 10):
        edit(
            actor=member_a.account, post=post, version=version, title=post.title, body=f"{version}"
        )
    samira.get(address)

    with django_assert_num_queries(7):
        samira.get(address)


def test_a_post_never_edited_says_so(samira, post):
    assert "n’a jamais été modifié" in text(samira.get(f"/messages/{post.pk}/versions/"))


def test_what_is_hidden_has_no_versions_to_read(samira, member_a, member_b, post):
    answer = make_answer(post.topic, member_a, "PLANTÉ")
    edit(actor=member_a.account, post=answer, version=1, body="Mieux")
    Post.objects.filter(pk=answer.pk).update(hidden_at=timezone.now())

    assert "PLANTÉ" not in text(samira.get(f"/messages/{answer.pk}/versions/"), status=404)
