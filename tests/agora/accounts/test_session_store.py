"""An outage while a session is written is told as an outage, and the words come back."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.db import OperationalError

from agora.accounts.session_store import SessionStore
from tests.factories.consultations import make_component
from tests.harness.sessions import right_before_a_session_is_written

FULL = "DO $$ BEGIN RAISE 'no room' USING ERRCODE = '53100'; END $$"


def no_room():
    """The disk of the database is full as soon as a session is written again."""
    return right_before_a_session_is_written(FULL)


def kept():
    session = SessionStore()
    session["drafts"] = ["one"]
    session.save()
    return session


def test_a_session_is_read_back_and_those_of_django_still_are(city):
    former = DjangoStore()
    former["drafts"] = ["two"]
    former.save()

    assert SessionStore(kept().session_key)["drafts"] == ["one"]
    assert SessionStore(former.session_key)["drafts"] == ["two"]


def test_an_outage_is_no_deleted_session(city):
    session = kept()

    with no_room(), pytest.raises(OperationalError, match="no room"):
        session.save()


def test_a_session_deleted_meanwhile_is_said_as_such(city):
    session = kept()
    SessionStore().delete(session.session_key)

    with pytest.raises(UpdateError):
        session.save()


def test_words_come_back_when_the_database_goes_away_at_the_very_end(city, client):
    path = "/concertations/{0.consultation.slug}/propositions/{0.pk}/nouvelle/"
    path = path.format(make_component(kind="proposals"))
    client.post(path, {"title": "Un banc", "body": "À l’ombre."})
    client.raise_request_exception = False

    with no_room():
        page = client.post(path, {"title": "Un arbre", "body": "Devant l’école & le stade."})

    assert page.status_code == 503
    assert page["Retry-After"] == "60"
    assert "Devant l’école &amp; le stade." in page.text
