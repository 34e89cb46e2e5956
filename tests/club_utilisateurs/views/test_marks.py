"""The buttons of a post and of a topic: each comes back where it stands, pressed twice is once."""

import pytest
from django.utils import timezone

from club_utilisateurs.models import Bookmark, Category, Follow, Post, Topic
from tests.factories.club import make_answer, make_category, make_topic

pytestmark = pytest.mark.usefixtures("in_club")


@pytest.fixture
def topic(member_a):
    return make_topic(member_a)


@pytest.fixture
def post(topic, member_b):
    return make_answer(topic, member_b)


@pytest.fixture
def samira(club_browser, member_a):
    return club_browser(member_a)


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_an_answer_is_accepted_and_released(samira, topic, post):
    seen = []
    for wanted in ("oui", "oui", "non", "non"):
        answer = samira.post(f"/messages/{post.pk}/retenir/", {"retenir": wanted})
        assert answer["Location"] == f"/sujets/{topic.pk}/#message-2"
        seen.append(Topic.objects.get().accepted_id)

    assert seen == [post.pk, post.pk, None, None]


def test_thanks_are_said_and_taken_back(samira, topic, post):
    seen = []
    for wanted in ("oui", "oui", "non", "non"):
        answer = samira.post(f"/messages/{post.pk}/merci/", {"merci": wanted})
        assert answer["Location"] == f"/sujets/{topic.pk}/#message-2"
        seen.append(Post.objects.get(pk=post.pk).thanks_count)

    assert seen == [1, 1, 0, 0]


def test_what_is_refused_is_refused(samira, club_browser, member_b, topic, post):
    mine = topic.posts.get(number=1)

    assert samira.post(f"/messages/{mine.pk}/merci/", {"merci": "oui"}).status_code == 403
    assert samira.get(f"/messages/{mine.pk}/merci/").status_code == 405
    bastien = club_browser(member_b)
    assert bastien.post(f"/messages/{post.pk}/retenir/", {"retenir": "oui"}).status_code == 403
    assert club_browser().post(f"/messages/{post.pk}/merci/").status_code == 302
    assert Topic.objects.get().accepted is None


def test_a_post_is_kept_listed_and_let_go(samira, topic, post, member_b):
    there = f"/messages/{post.pk}/garder/"
    assert "Vous n’avez gardé aucun message" in text(samira.get("/moi/gardes/"))
    assert samira.post(there, {"garder": "oui"})["Location"] == f"/sujets/{topic.pk}/#message-2"

    page = text(samira.get("/moi/gardes/"))
    assert f'href="/sujets/{topic.pk}/#message-2"' in page
    assert "Bastien Ferrol, Montclair" in page
    assert "Ne plus garder" in page

    answer = samira.post(there, {"garder": "non", "retour": "gardes"})
    assert answer["Location"] == "/moi/gardes/"
    assert not Bookmark.objects.exists()


def test_what_was_hidden_since_is_kept_out_of_sight(samira, post):
    samira.post(f"/messages/{post.pk}/garder/", {"garder": "oui"})
    Post.objects.filter(pk=post.pk).update(hidden_at=timezone.now(), body="PLANTÉ")

    assert "PLANTÉ" not in text(samira.get("/moi/gardes/"))
    assert samira.post(f"/messages/{post.pk}/garder/", {"garder": "oui"}).status_code == 404
    samira.post(f"/messages/{post.pk}/garder/", {"garder": "non"})
    assert not Bookmark.objects.exists()


def test_kept_posts_cost_the_same_however_many(
    samira, topic, member_a, member_b, django_assert_num_queries
):
    for _each in range(8):
        Bookmark.objects.create(member=member_a, post=make_answer(topic, member_b))
    samira.get("/moi/gardes/")

    with django_assert_num_queries(7):
        samira.get("/moi/gardes/")


def test_a_topic_is_followed_silenced_and_left(samira, topic, member_a):
    seen = []
    for wanted in ("oui", "muet", "non"):
        answer = samira.post(f"/sujets/{topic.pk}/suivre/", {"suivre": wanted})
        assert answer["Location"] == f"/sujets/{topic.pk}/"
        seen.append(list(Follow.objects.filter(member=member_a).values_list("muted", flat=True)))

    assert seen == [[False], [True], []]


def test_shelves_and_topics_followed_are_listed_with_their_buttons(samira, topic, member_a):
    make_category("Budget", "budget")
    assert "Vous ne suivez aucun sujet" in text(samira.get("/moi/abonnements/"))

    answer = samira.post("/rubriques/budget/suivre/", {"suivre": "oui"})
    assert answer["Location"] == "/sujets/?rubrique=budget"
    samira.post(f"/sujets/{topic.pk}/suivre/", {"suivre": "muet"})

    page = text(samira.get("/moi/abonnements/"))
    assert "Muet" in page
    assert page.count("Ne plus suivre") == 1
    answer = samira.post("/rubriques/budget/suivre/", {"suivre": "non", "retour": "abonnements"})
    assert answer["Location"] == "/moi/abonnements/"
    assert not Follow.objects.filter(category__isnull=False).exists()


def test_what_is_followed_costs_the_same_however_many(
    samira, member_a, member_b, django_assert_num_queries
):
    for number in range(8):
        Follow.objects.create(member=member_a, topic=make_topic(member_b))
        Category.objects.create(slug=f"r{number}", name=f"R{number}")
    samira.get("/moi/abonnements/")

    with django_assert_num_queries(7):
        samira.get("/moi/abonnements/")


def test_what_does_not_exist_is_a_page_that_says_so(samira):
    for address in ("/messages/9/merci/", "/sujets/9/suivre/", "/rubriques/rien/suivre/"):
        assert samira.post(address).status_code == 404
