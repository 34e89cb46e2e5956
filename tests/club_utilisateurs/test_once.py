"""Requests that truly meet: one form is one post, two answers have two numbers, counts hold."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connections

from agora.context import club
from agora.rules import SYSTEM
from club_utilisateurs.actions.topics import recount_topics
from club_utilisateurs.models import Member, Post, Topic
from club_utilisateurs.once import once
from tests.factories.club import make_answer, make_category, make_topic
from tests.harness.clients import outside
from tests.harness.cluster import admin

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = (
    "SELECT count(DISTINCT pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
    " WHERE NOT granted AND datname = %s"
)


@pytest.fixture
def at_once(server, warm_directory):
    """Run these calls in as many threads, all waiting for the same row before any goes on."""
    name = connections.settings["default"]["NAME"]

    @contextmanager
    def held(link, row):
        with link.transaction():
            link.execute(
                f"SELECT 1 FROM club.{row._meta.db_table} WHERE id = %s FOR UPDATE", [row.pk]
            )
            yield

    def run(row, *calls):
        def call(one):
            try:
                return outside(one)
            finally:
                connections.close_all()

        with admin(server, name) as link, ThreadPoolExecutor(len(calls)) as pool:
            with held(link, row):
                asked = [pool.submit(call, one) for one in calls]
                deadline = time.monotonic() + 20
                while link.execute(WAITING, [name]).fetchone()[0] < len(calls):
                    assert time.monotonic() < deadline, "the requests never met"
                    time.sleep(0.02)
            return [one.result() for one in asked]

    return run


@pytest.fixture
def topic(member_a, warm_directory):
    def work():
        with club():
            return make_topic(member_a)

    return outside(work)


def test_one_form_in_two_requests_is_one_post(at_once, topic, member_b, club_browser):
    browsers = [club_browser(member_b), club_browser(member_b)]
    form = {"body": "Chez nous", "form_key": str(uuid.uuid4())}
    address = f"/sujets/{topic.pk}/repondre/"

    answers = at_once(member_b, *(lambda one=one: one.post(address, form) for one in browsers))

    assert [one["Location"] for one in answers] == [f"/sujets/{topic.pk}/#message-2"] * 2
    with club():
        assert Post.objects.filter(topic=topic).count() == 2


def test_one_form_in_two_requests_is_one_topic(at_once, member_b, club_browser):
    browsers = [club_browser(member_b), club_browser(member_b)]
    with club():
        shelf = make_category()
    form = {
        "kind": "question", "title": "Comment ?", "body": "Dites", "category": shelf.pk,
        "form_key": str(uuid.uuid4()),
    }  # fmt: skip

    answers = at_once(
        member_b, *(lambda one=one: one.post("/sujets/nouveau/", form) for one in browsers)
    )

    assert answers[0]["Location"] == answers[1]["Location"]
    with club():
        assert Topic.objects.count() == 1


def test_answers_that_meet_have_their_own_numbers_and_counts_hold(
    at_once, topic, member_a, member_b, facilitator, club_browser
):
    address = f"/sujets/{topic.pk}/repondre/"
    browsers = [club_browser(member) for member in (member_a, member_b, facilitator)]

    at_once(topic, *(lambda one=one: one.post(address, {"body": "Chez nous"}) for one in browsers))

    with club():
        assert list(Post.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
        counted = Topic.objects.values_list("posts_count", "last_number", "cities_count").get()
        assert counted == (4, 4, 2)
        recount_topics(actor=SYSTEM)
        again = Topic.objects.values_list("posts_count", "last_number", "cities_count").get()
        assert again == counted


def test_two_edits_that_meet_keep_both_texts(at_once, topic, member_a, club_browser):
    with club():
        post = Post.objects.get()
    browsers = [club_browser(member_a), club_browser(member_a)]
    forms = [{"version": 1, "title": "Titre", "body": body} for body in ("Un", "Deux")]
    address = f"/messages/{post.pk}/modifier/"

    answers = at_once(
        post,
        *(lambda one=one, form=form: one.post(address, form)
          for one, form in zip(browsers, forms, strict=True)),
    )  # fmt: skip

    assert sorted(one.status_code for one in answers) == [302, 409]
    with club():
        assert Post.objects.get().version == 2
        kept = Post.objects.get().body
    lost = next(form["body"] for form in forms if form["body"] != kept)
    shown = next(one for one in answers if one.status_code == 409).content.decode()
    assert f"{lost}</textarea>" in shown


def test_thanks_that_meet_count_each_person_once(
    at_once, topic, member_b, facilitator, club_browser
):
    with club():
        post = Post.objects.get()
    browsers = [club_browser(member) for member in (member_b, facilitator)]

    at_once(post, *(lambda one=one: one.post(f"/messages/{post.pk}/merci/") for one in browsers))

    with club():
        assert Post.objects.get().thanks_count == 2


def test_a_form_without_a_key_is_written_each_time(topic, member_b):
    with club():
        member = Member.objects.get(pk=member_b.pk)
        first, second = (once(member, None, lambda: make_answer(topic, member)) for _ in range(2))

    assert first != second
