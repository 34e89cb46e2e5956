"""The same form in two requests at the same time: one thing is written, and neither breaks.

Both requests are held where writing begins (the city's own lock), so that they truly meet.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import connections
from django.utils import timezone

from agora.accounts.models import User
from agora.action import city_lock
from agora.context import enter
from participation.comments.models import Comment
from participation.consultations.models import Consultation
from participation.contributions.models import Contribution, OfficialReply, ReplyVersion, Report
from participation.contributions.queries import reply_url_of
from participation.debates.models import Debate
from participation.meetings.models import Meeting
from participation.proposals.models import Draft, Milestone
from participation.supports.models import Support
from tests.factories.consultations import make_component, make_consultation
from tests.factories.people import make_staff, make_user
from tests.factories.tools import make_debate, make_meeting, make_proposal
from tests.harness.clients import HouseClient
from tests.harness.cluster import admin
from tests.harness.fields import fields_of

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = (
    "SELECT count(DISTINCT pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
    " WHERE NOT granted AND datname = %s"
)


@contextmanager
def held(link: psycopg.Connection, lock: int) -> Iterator[None]:
    """Let nobody begin to write in the city."""
    link.execute("SELECT pg_advisory_lock(%s)", [lock])
    yield
    link.execute("SELECT pg_advisory_unlock(%s)", [lock])


@pytest.fixture
def at_once(cities, client_for, server):
    """Send one form from two browsers that share a session, both in flight before either writes."""
    city = cities["villeneuve"]
    name = connections.settings["default"]["NAME"]

    def send(sender, url, typed, form=None):
        """`sender`: a person, or a browser; `form`: the page it stands on, if not its address."""
        known = isinstance(sender, HouseClient)
        browsers = [sender if known else client_for(city), client_for(city)]
        if not known:
            browsers[0].force_login(sender)
        shown = browsers[0].get(form or url).text
        keys = fields_of(shown).get("form_key", [])
        browsers[1].cookies = browsers[0].cookies
        sent = ({"form_key": keys[-1]} if keys else {}) | typed

        def post(browser):
            try:
                return browser.post(url, sent)
            finally:
                connections.close_all()

        with admin(server, name) as link, ThreadPoolExecutor(2) as pool:
            with held(link, city_lock(city.schema)):
                asked = [pool.submit(post, browser) for browser in browsers]
                deadline = time.monotonic() + 20
                while link.execute(WAITING, [name]).fetchone()[0] < 2:
                    assert time.monotonic() < deadline, "the two requests never met"
                    assert not all(one.done() for one in asked), [one.result() for one in asked]
                    time.sleep(0.02)
            answers = [one.result() for one in asked]
        assert [one.status_code for one in answers] == [302, 302]
        assert answers[0]["Location"] == answers[1]["Location"]
        return answers[0]["Location"]

    with enter(city):
        yield send


def day(name, when, hour=""):
    parts = {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}
    return parts | ({f"{name}_time": hour} if hour else {})


SOON = timezone.localdate() + timedelta(days=40)


def test_a_first_draft(at_once):
    tool, person = make_component(kind="proposals"), make_user()
    url = f"/concertations/{tool.consultation.slug}/propositions/{tool.pk}/nouvelle/"

    at_once(person, url, {"title": "Un banc", "body": "Devant l’école."})

    assert Draft.objects.get().title == "Un banc"


def test_an_idea(at_once):
    person = make_user()
    draft = Draft.objects.create(
        component=make_component(kind="proposals"), author=person, title="Un banc"
    )

    led = at_once(
        person, f"/propositions/brouillons/{draft.pk}/signature/", {"author_kind": "person"}
    )

    assert led == f"/propositions/{Contribution.objects.get(kind='proposal').pk}/?thanks"


def test_an_idea_and_the_account_that_signs_it(at_once, client_for, cities):
    tool = make_component(kind="proposals")
    visitor = client_for(cities["villeneuve"])
    begun = visitor.post(
        f"/concertations/{tool.consultation.slug}/propositions/{tool.pk}/nouvelle/",
        {"title": "Un banc", "body": ""},
    )

    at_once(
        visitor,
        begun["Location"].replace("lieu", "signature"),
        {"pseudonym": "Chouette", "email": "chouette@exemple.fr", "consent": "on"},
    )

    assert Contribution.objects.get().author.pseudonym == "Chouette"
    assert User.objects.count() == 1


def test_a_comment(at_once):
    word = make_proposal()

    at_once(
        make_user(),
        f"/commentaires/{word.pk}/",
        {"body": "Oui.", "alignment": "1"},
        form=f"/propositions/{word.pk}/",
    )

    assert Comment.objects.count() == 1
    word.refresh_from_db()
    assert word.comments_count == 1


def test_a_support(at_once):
    word = make_proposal()

    at_once(
        make_user(), f"/contributions/{word.pk}/soutenir/", {}, form=f"/propositions/{word.pk}/"
    )

    assert Support.objects.count() == 1
    word.refresh_from_db()
    assert word.supports_count == 1


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_report(at_once, client_for, cities, signed_in):
    word = make_proposal()

    at_once(
        make_user() if signed_in else client_for(cities["villeneuve"]),
        f"/contributions/{word.pk}/signaler/",
        {"kind": "spam", "message": "De la publicité."},
    )

    assert Report.objects.count() == 1
    word.refresh_from_db()
    assert word.reports_count == 1


def test_a_meeting(at_once):
    tool = make_component(kind="meetings")

    at_once(
        make_staff(),
        f"/gestion/reunions/nouvelle/{tool.consultation.slug}/{tool.pk}/",
        {"kind": "public", "title": "Le lac"} | day("starts_at", SOON, "18:30"),
    )

    assert Meeting.objects.count() == 1


def test_a_workshop_sheet(at_once):
    consultation = make_consultation()
    ideas = make_component(consultation, kind="proposals")
    word = make_meeting(make_component(consultation, kind="meetings"), days=-3)

    at_once(
        make_staff(),
        f"/gestion/reunions/{word.pk}/fiche/",
        {"notes": "Un banc\nUn arbre", "target": f"proposals:{ideas.pk}", "signature": "Atelier"},
    )

    assert Contribution.objects.filter(kind="proposal").count() == 2


def test_a_paper_idea(at_once):
    tool = make_component(kind="proposals")

    at_once(
        make_staff(),
        f"/gestion/propositions/saisie/{tool.consultation.slug}/{tool.pk}/",
        {"title": "Un banc", "origin": "paper", "signature": "Léa", "author_kind": "person"},
    )

    assert Contribution.objects.count() == 1


def test_a_consultation(at_once):
    at_once(
        make_staff(),
        "/gestion/concertations/nouvelle/",
        {"starter": "ideas", "title": "Le plan vélo"}
        | day("starts_on", SOON)
        | day("ends_on", SOON + timedelta(days=30)),
    )

    assert Consultation.objects.count() == 1


def test_a_question(at_once):
    tool = make_component(kind="debates")

    at_once(
        make_staff(),
        f"/gestion/debats/nouveau/{tool.consultation.slug}/{tool.pk}/",
        {"title": "Que faire de la place ?"},
    )

    assert Debate.objects.count() == 1


@pytest.mark.parametrize("make", [make_proposal, make_debate])
def test_a_reply(at_once, make):
    word = make()

    at_once(make_staff(), reply_url_of(word), {"state": "accepted", "body": "Oui, au printemps."})

    assert OfficialReply.objects.get().body == "Oui, au printemps."
    assert not ReplyVersion.objects.exists()


def test_a_step_to_come(at_once):
    word = make_proposal()

    at_once(
        make_staff(),
        f"/gestion/propositions/{word.pk}/etapes/",
        {"title": "Vote du conseil", "when_label": "Automne 2027"},
        form=f"/gestion/propositions/{word.pk}/",
    )

    assert Milestone.objects.count() == 1
